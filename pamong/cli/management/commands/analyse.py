"""`pamong analyse`."""

import json
from datetime import date

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pamong.cli.progress import silent, when_long
from pamong.people.models import Institution
from pamong.recommendation.actions import analyse


def a_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f'--on "{text}" bukan tanggal; tulis YYYY-MM-DD, misalnya 2026-11-24.', returncode=2
        ) from error


class Command(BaseCommand):
    help = "Jalankan analisis atas basis data dan simpan sebagai satu run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--institution", metavar="K", help="kode instansi (semua bila tidak disebut)")
        parser.add_argument("--on", type=a_day, metavar="DATE", help="hari analisis, YYYY-MM-DD (hari ini)")
        parser.add_argument("--json", action="store_true", help="cetak hasil sebagai JSON")

    def handle(self, *args: object, **options: object) -> None:
        code, on = options["institution"], options["on"] or timezone.localdate()
        rows = Institution.objects.filter(code=code) if code else Institution.objects.order_by("code")
        if not (institutions := list(rows)):
            raise CommandError(
                f'--institution "{code or ""}": instansi tidak ditemukan; periksa kodenya.', returncode=2
            )
        for institution in institutions:
            say = silent if options["json"] else when_long(institution.code)
            run = analyse(institution=institution, on=on, by=None, say=say)  # type: ignore[arg-type]  # on is a day
            told = {"institution": institution.code, "run": run.pk, "on": str(run.on), **run.counts}
            told |= {"rule_version": run.rule_version, "checksum": run.checksum, "same_as": run.same_as_id}
            same = f", sama dengan run {run.same_as_id}" if run.same_as_id else ""
            line = (
                f"{institution.code}: {run.counts['people']['all']} pegawai dianalisis (run {run.pk}{same})."
            )
            self.stdout.write(json.dumps(told) if options["json"] else line)
