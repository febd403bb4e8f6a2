"""Web workers, the background worker and the post, started and stopped together."""

import os
import signal
import socket
import subprocess
import sys
from types import FrameType

from django.conf import settings
from django.core.management import CommandError, call_command


def check_secrets() -> None:
    """A real installation never runs on the demo's secrets."""
    if settings.DEMO:
        return
    if settings.SECRET_KEY == settings.DEMO_SECRET or len(settings.SECRET_KEY) < 50:
        raise CommandError(
            "PAMONG_SECRET_KEY is missing, the demo's or shorter than 50 characters; set it to a long "
            "random text, for example: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
            returncode=2,
        )
    if not settings.NOTE_KEYS or settings.DEMO_NOTE_KEY in settings.NOTE_KEYS:
        raise CommandError(
            "PAMONG_NOTE_KEYS is missing or the demo's; set it to a Fernet key, for example: python3 -c "
            "'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'",
            returncode=2,
        )
    if settings.SECURE and not settings.TRUSTED_PROXIES:
        # Pamong itself speaks plain HTTP: with nobody in front, every page would redirect for ever.
        raise CommandError(
            f"PAMONG_BASE_URL is {settings.BASE_URL} but PAMONG_TRUSTED_PROXIES is 0; set it to the number of "
            "proxies in front of Pamong that speak https, usually 1.",
            returncode=2,
        )


def check_address(host: str, port: int) -> None:
    """The server's own tries and tracebacks would say it less plainly."""
    if not 0 <= port <= 65535:
        raise CommandError(f"--port is {port}; expected 1 to 65535.", returncode=2)
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as problem:
        raise CommandError(
            f"{host}:{port} cannot be served ({problem.strerror or problem}); stop what uses it or give another "
            "--host or --port.",
            returncode=2,
        ) from problem


def serve(*, host: str, port: int, workers: int) -> int:
    """Serve until a signal comes; requests under way are finished first. Returns the exit code."""
    check_secrets()
    check_address(host, port)
    if workers < 1:
        raise CommandError(f"--workers is {workers}; expected 1 or more.", returncode=2)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "pamong.config.settings"}
    worker = subprocess.Popen([sys.executable, "-m", "django", "db_worker"], env=environment)
    carry = [sys.executable, "-m", "django", "deliver", "--every", "15"]
    post = subprocess.Popen(carry, env=environment, stdout=subprocess.DEVNULL)  # its errors are shown
    web = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "pamong.config.wsgi",
            f"--bind={host}:{port}",
            f"--workers={workers}",
            "--threads=4",
            "--graceful-timeout=30",
            "--max-requests=5000",
            "--max-requests-jitter=500",
            "--log-level=warning",
        ],
        env=environment,
    )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for process in (web, worker, post):
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    code = web.wait()
    for process in (worker, post):
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=60)
    return max(code, 0)
