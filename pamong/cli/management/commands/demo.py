"""`pamong demo`."""

import sys
import time

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.utils import timezone

from pamong.cli.demo.cast import ACCOUNTS
from pamong.cli.institutions import PASSWORD, build_demo
from pamong.cli.serving import serve


class Command(BaseCommand):
    help = "Build the invented institution once, analyse it and serve it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=850, help="60 to 60,000")
        parser.add_argument("--no-serve", action="store_true")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: object, **options: object) -> None:
        people, port = int(str(options["people"])), int(str(options["port"]))
        if not settings.DEMO:
            raise CommandError("PAMONG_DEMO is off; set it to on, or start a real one with pamong init.")
        if not 60 <= people <= 60_000:
            raise CommandError(f"--people is {people}; expected 60 to 60000.", returncode=2)
        began = time.monotonic()
        call_command("migrate", verbosity=0)
        for institution in build_demo(people=people, on=timezone.localdate()):
            self.stdout.write(f"{institution.name} ({institution.code})")
        self.stdout.write(f"Siap dalam {time.monotonic() - began:.1f} detik.".replace(".", ",", 1))
        if options["no_serve"]:
            return
        self.stdout.write(
            f"Buka http://localhost:{port} dan masuk dengan satu klik, atau dengan sandi {PASSWORD}: "
            + ", ".join(account[0] for account in ACCOUNTS)
        )
        sys.exit(serve(host=str(options["host"]), port=port, workers=2))
