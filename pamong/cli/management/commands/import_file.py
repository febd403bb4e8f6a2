"""`pamong import`."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.management import BaseCommand, CommandError, CommandParser

from pamong.cli.progress import silent, when_long
from pamong.exchange.actions import import_with_plan, table_of
from pamong.exchange.kinds import KINDS
from pamong.people.models import Institution
from pamong.policy.errors import PamongError


class Command(BaseCommand):
    help = "Bring a CSV or XLSX file in: all or nothing, and never deleting."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", metavar="KIND", help=", ".join(KINDS))
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--institution", metavar="K", help="code of the institution; not needed if there is one"
        )
        parser.add_argument("--dry-run", action="store_true", help="tell the difference and write nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: object, **options: object) -> None:
        kind, path = str(options["kind"]), Path(str(options["file"]))
        if kind not in KINDS:
            raise CommandError(
                f'KIND "{kind}" tidak dikenal; pilih salah satu dari {", ".join(KINDS)}.', returncode=2
            )
        institution = _institution(options["institution"])
        try:
            table = table_of(path.read_bytes(), path.name)
            report, _plan = import_with_plan(
                kind=kind,
                table=table,
                institution=institution,
                by=None,
                on=datetime.now(ZoneInfo(institution.time_zone)).date(),
                dry_run=bool(options["dry_run"]),
                say=silent if options["json"] else when_long(path.name),
            )
        except PamongError as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}; periksa nama berkasnya.", returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        if not report.ok:
            more = f" (dan {report.wrong - 1} kesalahan lain)" if report.wrong > 1 else ""
            raise CommandError(f"{path.name}, {report.errors[0].sentence}{more}", returncode=2)
        if not options["json"]:
            for notice in report.notices:
                times = f" ({notice.count}×)" if notice.count > 1 else ""
                self.stdout.write(f"{notice.sentence}{times}")
            self.stdout.write(str(report.sentence))


def _institution(code: object) -> Institution:
    found = list(Institution.objects.filter(code=code) if code else Institution.objects.all()[:2])
    if len(found) == 1:
        return found[0]
    known = ", ".join(Institution.objects.order_by("code").values_list("code", flat=True)) or "-"
    if known == "-":
        said = "Belum ada instansi; buat yang pertama dengan pamong init."
    elif code:
        said = f'--institution "{code}" tidak ditemukan; tuliskan salah satu dari {known}.'
    else:
        said = f"Instansinya lebih dari satu; tuliskan --institution salah satu dari {known}."
    raise CommandError(said, returncode=2)
