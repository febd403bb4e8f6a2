"""60,000 invented people in a real PostgreSQL: the analysis from reading to stored results.

Beside it, in the same run and over the same rows, what the single path costs for a sample of them.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

PEOPLE, SAMPLE, ON, TARGET = int(os.environ.get("BENCH_PEOPLE", "60000")), 1_000, date(2026, 11, 24), 10.0
RESULTS = Path(__file__).resolve().parent / "results" / "analyse_database.json"


def measure() -> None:
    """Inside the database's environment: build, analyse three times afresh, print what it took."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from pamong.cli.institutions import build_demo
    from pamong.people.models import Employee, Institution
    from pamong.policy.analysis import weigh
    from pamong.policy.settings import DEFAULTS
    from pamong.recommendation.actions import analyse
    from pamong.recommendation.models import Result, Run
    from pamong.recommendation.queries import facts_of

    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    build_demo(people=PEOPLE, on=ON)
    built = time.perf_counter() - began
    institution = Institution.objects.get(code="LPA")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    seconds = []
    for _ in range(3):
        Result.objects.all().delete()
        Run.objects.all().delete()
        began = time.perf_counter()
        run = analyse(institution=institution, on=ON, by=None)
        seconds.append(time.perf_counter() - began)
    people = list(Employee.objects.filter(institution=institution).order_by("id")[:SAMPLE])
    began = time.perf_counter()
    facts = facts_of(people, ON)
    for person in people:
        weigh(facts[person.pk], on=ON, settings=DEFAULTS)
    single = (time.perf_counter() - began) * PEOPLE / SAMPLE
    took = sorted(seconds)[1]
    told = {
        "people": run.counts["people"]["all"],
        "database": f"PostgreSQL {connection.pg_version // 10000}",  # type: ignore[attr-defined]
        "seconds": round(took, 2),
        "all_seconds": [round(s, 2) for s in seconds],
        "target_seconds": TARGET,
        "single_path_without_storing_extrapolated": round(single, 1),
        "ratio": round(single / took, 1),
        "import_seconds": round(built, 1),
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(f"{'':24} {'people':>9} {'run, s':>9} {'goal, s':>9} {'single, s':>10} {'ratio':>6}")
    print(
        f"{'analysis in PostgreSQL':24} {told['people']:9} {took:9.2f} {TARGET:9.1f} {single:10.1f} {single / took:6.2f}"
    )


if __name__ == "__main__":
    if os.environ.get("PAMONG_DATABASE_URL", "").startswith("postgresql"):
        measure()
        sys.exit(0)
    root = Path(__file__).resolve().parents[1]
    with tempfile.TemporaryDirectory(prefix="pamong-bench-") as home:
        environment = {
            **os.environ,
            "PAMONG_HOME": home,
            "PAMONG_DEMO": "on",
            "DJANGO_SETTINGS_MODULE": "pamong.config.settings",
            "PYTHONPATH": str(root),
        }
        command = [sys.executable, str(root / "scripts" / "on_postgres.py"), sys.executable, __file__]
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)
