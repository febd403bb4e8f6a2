"""`pamong rotate-notes`."""

import json

from django.core.management import BaseCommand, CommandError, CommandParser

from pamong.programme.actions import rotate_notes


class Command(BaseCommand):
    help = "Tulis ulang semua catatan dengan kunci pertama PAMONG_NOTE_KEYS; aman dihentikan dan diulang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="cetak hasil sebagai JSON")

    def handle(self, *args: object, **options: object) -> None:
        done = rotate_notes()
        if options["json"]:
            told = {"written": done.written, "fresh": done.fresh, "lost": done.lost}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            for kind in {**done.written, **done.fresh, **done.lost}:
                self.stdout.write(
                    f"{kind}: {done.written.get(kind, 0)} ditulis ulang, {done.fresh.get(kind, 0)} sudah memakai kunci pertama"
                )
        if done.told:
            raise CommandError(
                f"Tidak terbaca dengan kunci yang terpasang: {done.told}. "
                "Tambahkan kunci lamanya di belakang PAMONG_NOTE_KEYS, lalu jalankan lagi; jangan buang kunci mana pun.",
                returncode=2,
            )
