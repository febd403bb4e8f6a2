"""A web worker answers pages; what analyses everybody is loaded by the worker of the queue alone."""

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_the_web_server_loads_no_engine() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; import pamong.config.wsgi; from django.urls import get_resolver; "
            "get_resolver().url_patterns; "
            "print(sorted({name.partition('.')[0] for name in sys.modules} & {'ibis', 'duckdb', 'pyarrow', 'ortools'}), "
            "any(name.startswith(('pamong.engine', 'pamong.matching')) for name in sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.split("\n")[0] == "[] False"
