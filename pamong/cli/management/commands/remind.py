"""`pamong remind`."""

import json
from datetime import date

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pamong.cli.post import Post
from pamong.exchange import busy
from pamong.people.actions import empty_old_mail
from pamong.people.models import Institution
from pamong.programme.actions import keep_time
from pamong.programme.notices import digest

SAID = {
    "resumed": "penundaan berakhir",
    "reminded": "pengingat",
    "escalated": "eskalasi",
    "passed_on": "diteruskan ke pilihan berikutnya",
    "lapsed": "tawaran berakhir",
    "offered": "tempat ditawarkan",
    "counted": "sesi dianggap terlaksana",
    "unpaused": "jeda berakhir",
    "digests": "ringkasan surel",
    "emptied": "isi surel lama dihapus",
}


class Command(BaseCommand):
    help = "Ingatkan, eskalasikan, teruskan yang jatuh tempo, dan kirim ringkasan; aman dijalankan dua kali."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--institution", metavar="K", help="kode instansi (semua bila tidak disebut)")
        parser.add_argument("--json", action="store_true", help="cetak hasil sebagai JSON")

    def handle(self, *args: object, **options: object) -> None:
        code, on = options["institution"], timezone.localdate()
        rows = Institution.objects.filter(code=code) if code else Institution.objects.order_by("code")
        institutions = list(rows)
        if code and not institutions:
            raise CommandError(
                f'--institution "{code}": instansi tidak ditemukan; periksa kodenya.', returncode=2
            )
        told = {one.code: self._due(one, on) for one in institutions}
        mail = Post().send()
        if options["json"]:
            self.stdout.write(json.dumps({"on": str(on), "institutions": told, "mail": mail}))
            return
        for name, done in told.items():
            parts = [f"{SAID.get(word, word)} {number}" for word, number in done.items() if number]
            self.stdout.write(f"{name}: {', '.join(parts) or 'tidak ada yang jatuh tempo'}.")

    def _due(self, institution: Institution, on: date) -> dict[str, int]:
        """What was due in one institution: time first, so that the digest tells of what it brought."""
        done = dict(keep_time(institution=institution, on=on))
        busy.refresh(institution=institution)
        done["emptied"] = empty_old_mail(institution=institution, on=on)
        return {**done, "digests": digest(institution, on)}
