"""What `pamong doctor` looks at, one check a function."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pamong.cli.serving import check_secrets
from pamong.people.models import Account
from pamong.performance import notes
from pamong.policy.errors import PamongError
from pamong.programme.actions import lost_notes

WAITS_AT_MOST = timedelta(minutes=5)  # a task that waits longer has no worker


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, whether it is well, and a sentence."""

    name: str
    ok: bool
    said: str


def findings() -> Iterator[Finding]:
    """Every check; those that need the tables only where the tables are there."""
    database = _found("database", _database)
    yield database
    migrations = _found("migrations", _migrations) if database.ok else None
    if migrations:
        yield migrations
    yield _found("secrets", _secrets)
    if migrations and migrations.ok:
        yield _found("notes", _notes)
        yield _found("demo_accounts", _demo_accounts)
        yield _found("worker", _worker)
    yield _found("static", _static)


class UnwellError(Exception):
    """What is wrong and what to do."""


def _found(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, ok=True, said=look())
    except (
        UnwellError,
        CommandError,
        ImproperlyConfigured,
        PamongError,
        DatabaseError,
        ValueError,
    ) as problem:
        return Finding(name, ok=False, said=str(problem))


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return f"Basis data menjawab ({connection.vendor})."


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise UnwellError(
            f"{len(missing)} migrasi belum dijalankan; jalankan pamong serve, yang menjalankannya."
        )
    return "Semua migrasi sudah dijalankan."


def _secrets() -> str:
    check_secrets()
    return "Rahasia demo dipakai (PAMONG_DEMO=on)." if settings.DEMO else "Rahasia terpasang."


def _notes() -> str:
    notes.decrypt(notes.encrypt("uji"))
    if told := lost_notes().told:
        raise UnwellError(
            f"Tidak terbaca dengan kunci yang terpasang: {told}; tambahkan kunci lamanya di belakang PAMONG_NOTE_KEYS."
        )
    return "Semua catatan dapat dibuka."


def _demo_accounts() -> str:
    count = Account.objects.filter(is_demo=True, is_active=True).count()
    if count and not settings.DEMO:
        raise UnwellError(
            f"{count} akun demo masih aktif padahal PAMONG_DEMO off; mereka tidak dapat masuk, tetapi tutuplah."
        )
    return f"{count} akun demo."


def _worker() -> str:
    late = timezone.now() - WAITS_AT_MOST
    waiting = DBTaskResult.objects.filter(status="READY", enqueued_at__lt=late).count()
    if waiting:
        raise UnwellError(
            f"{waiting} tugas menunggu lebih dari 5 menit; pekerja tidak berjalan. Jalankan pamong serve."
        )
    return "Tidak ada tugas yang menunggu lebih dari 5 menit."


def _static() -> str:
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        raise UnwellError("Berkas statis belum dikumpulkan; jalankan pamong serve, yang mengumpulkannya.")
    return "Berkas statis tersedia."
