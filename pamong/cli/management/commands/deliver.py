"""`pamong deliver`."""

import json
import signal
import threading
from types import FrameType

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from pamong.cli.post import Post


class Command(BaseCommand):
    help = "Kirim surel yang menunggu; dengan --every terus berjalan, membaca juga waktu sibuk dan mengabarkan yang baru."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="DETIK", help="ulangi setiap sekian detik")
        parser.add_argument("--json", action="store_true", help="cetak hasil sebagai JSON")

    def handle(self, *args: object, **options: object) -> None:
        every = options["every"]
        if every is None:
            done = Post().send()
            words = ", ".join(f"{word} {number}" for word, number in done.items())
            self.stdout.write(json.dumps(done) if options["json"] else words)
            return
        if not isinstance(every, int) or not 1 <= every <= 3600:
            raise CommandError(f"--every {every}: tulis 1 sampai 3600 detik.", returncode=2)
        stopped = threading.Event()

        def stop(_signal: int, _frame: FrameType | None) -> None:
            stopped.set()  # the message under way is finished first

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        self.stdout.write(f"Surel dikirim setiap {every} detik.")
        self.stdout.flush()
        post = Post()
        while not stopped.is_set():
            post.round()
            close_old_connections()
            stopped.wait(every)
