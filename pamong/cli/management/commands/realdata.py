"""`pamong realdata DIR`: real standards through the ordinary importers, told in numbers."""

import tempfile
import time
from collections import Counter
from pathlib import Path

from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connection
from django.utils import timezone

from pamong.cli.institutions import build_real
from pamong.people.models import Institution
from pamong.policy.errors import PamongError
from pamong.recommendation.actions import analyse
from pamong.recommendation.models import Result


class Command(BaseCommand):
    help = "Import kamus_kompetensi.csv and skj_jabatan.csv as found, invent people, analyse, summarise."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: object, **options: object) -> None:
        began, on = time.monotonic(), timezone.localdate()
        folder = Path(str(options["folder"]))
        with tempfile.TemporaryDirectory(prefix="pamong-real-") as home:
            # A database of its own: a trial leaves nothing behind in the installation's.
            connection.close()
            connection.settings_dict["NAME"] = str(Path(home) / "trial.sqlite3")
            if connection.vendor != "sqlite":
                raise CommandError(
                    "realdata tries things out; run it without PAMONG_DATABASE_URL.", returncode=2
                )
            call_command("migrate", verbosity=0)
            try:
                institution, reports = build_real(folder=folder, code="PROV", on=on)
            except PamongError as problem:
                raise CommandError(str(problem), returncode=2) from problem
            for kind, report in reports.items():
                self.stdout.write(f"{kind:9} {report.sentence}")
                for notice in report.notices:
                    self.stdout.write(f"          {notice.count}× {notice.sentence}")
            run = analyse(institution=institution, on=on, by=None)
            self._suggested(institution)
            self.stdout.write(f"run {run.checksum[:12]}, {time.monotonic() - began:.1f} detik")
            connection.close()

    def _suggested(self, institution: Institution) -> None:
        rows = Result.objects.filter(employee__institution=institution, current=True)
        self.stdout.write(f"analisis  {rows.count()} pegawai")
        for label, field in (("saran", "method"), ("aturan", "rule"), ("kelengkapan", "completeness")):
            counts = Counter(rows.order_by().values_list(field, flat=True))
            told = ", ".join(f"{value or 'tanpa'} {count}" for value, count in sorted(counts.items()))
            self.stdout.write(f"{label:11} {told}")
