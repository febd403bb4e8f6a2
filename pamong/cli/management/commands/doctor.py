"""`pamong doctor`."""

import json

from django.core.management import BaseCommand, CommandError, CommandParser

from pamong.cli.health import findings


class Command(BaseCommand):
    help = "Periksa pemasangan ini; kode keluar 2 bila ada yang perlu diperbaiki."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="cetak hasil sebagai JSON")

    def handle(self, *args: object, **options: object) -> None:
        found = list(findings())
        if options["json"]:
            checks = {one.name: {"ok": one.ok, "said": one.said} for one in found}
            told = {"ok": all(one.ok for one in found), "checks": checks}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            for one in found:
                self.stdout.write(f"{'baik ' if one.ok else 'SALAH'} {one.name:14} {one.said}")
        wrong = [one.name for one in found if not one.ok]
        if wrong:
            raise CommandError(f"Perlu diperbaiki: {', '.join(wrong)}.", returncode=2)
