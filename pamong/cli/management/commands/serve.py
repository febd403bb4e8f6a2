"""`pamong serve`."""

import sys

from django.core.management import BaseCommand, CommandParser

from pamong.cli.serving import serve


class Command(BaseCommand):
    help = "Serve the configured database with web workers and a background worker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="0.0.0.0")  # noqa: S104 a server listens
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *args: object, **options: object) -> None:
        sys.exit(
            serve(
                host=str(options["host"]),
                port=int(str(options["port"])),
                workers=int(str(options["workers"])),
            )
        )
