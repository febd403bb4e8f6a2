"""Notes are encrypted at rest; the first key writes, every key reads, so keys can be rotated."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from pamong.policy.errors import Invalid
from pamong.policy.sentence import Sentence


def _box() -> MultiFernet:
    if not settings.NOTE_KEYS:
        raise ImproperlyConfigured("PAMONG_NOTE_KEYS is empty; set at least one Fernet key.")
    return MultiFernet([Fernet(key) for key in settings.NOTE_KEYS])


def encrypt(text: str) -> bytes:
    """The note as it is stored."""
    return _box().encrypt(text.encode())


def decrypt(stored: bytes | memoryview | None) -> str:
    """The note in words; empty when none was written."""
    if stored is None:
        return ""
    try:
        return _box().decrypt(bytes(stored)).decode()
    except InvalidToken as error:
        raise Invalid(
            Sentence(
                "Catatan ini tidak dapat dibuka dengan kunci yang terpasang. Hubungi admin instansi.",
                "This note cannot be opened with the installed keys. Ask the institution's administrator.",
            )
        ) from error


def rotated(stored: bytes) -> bytes | None:
    """The same words under the first key, as they are where that one opens them; None where no key does."""
    box = _box()
    first = Fernet(settings.NOTE_KEYS[0])
    try:
        first.decrypt(stored)
    except InvalidToken:
        try:
            return box.rotate(stored)
        except InvalidToken:
            return None
    return stored
