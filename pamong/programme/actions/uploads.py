"""Files that arrive in pieces: kept beside the database per account, so that a broken upload goes on."""

import fcntl
import hashlib
import os
import re
import shutil
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File

from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy import programme as p
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.papers import MOST_COPY_MEGABYTES
from pamong.policy.sentence import Sentence
from pamong.programme import access
from pamong.programme.models import Engagement, Letter
from pamong.programme.workflow import LETTER, LetterState, Party

CHUNK_BYTES = 256 * 1024
KEPT_SECONDS = 2 * 24 * 60 * 60
MOST_UNFINISHED = 5  # of one account
_NAME = re.compile(r"[0-9a-f]{64}")


def _folder(account: Account) -> Path:
    return Path(settings.MEDIA_ROOT) / "chunks" / str(account.pk)


def _place(account: Account, sha256: str) -> Path:
    """Where the pieces of a file gather; the name is the hash that the whole must have."""
    if not _NAME.fullmatch(sha256):
        raise Invalid(Sentence("Sidik berkas tidak sah.", "The file's checksum is not valid."))
    return _folder(account) / sha256


def _most(by: Account, to: Engagement | Letter, on: date) -> int:
    """The megabytes of a proof for an engagement, or of a letter's signed copy, where this person may give one."""
    who = viewer(by, on)
    if isinstance(to, Letter):
        parties = access.parties_to_letters(who)
        if who.institution != to.institution or not parties:
            raise NotAllowed
        LETTER.end_of("sign", LetterState(to.state), parties)
        return MOST_COPY_MEGABYTES.on(on)
    if Party.EMPLOYEE not in access.parties_in(who, to):
        raise NotAllowed
    if to.state not in access.OPEN:
        raise WrongState
    return p.PROOF_MEGABYTES.on(on)


def received(*, by: Account, to: Engagement | Letter, sha256: str, on: date) -> int:
    """How many bytes of a file are here already."""
    _most(by, to, on)
    place = _place(by, sha256)
    return place.stat().st_size if place.exists() else 0


def receive(
    *,
    by: Account,
    to: Engagement | Letter,
    sha256: str,
    offset: int,
    size: int,
    piece: File[Any],
    on: date,
) -> int:
    """Add the next piece; a piece for another place changes nothing. How many bytes are here now."""
    most = _most(by, to, on)
    if not 0 < size <= most * 1024 * 1024:
        raise Invalid(
            Sentence("Berkas paling besar {most} MB.", "A file has at most {most} MB.").fill(most=most)
        )
    place = _place(by, sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        _tidy(place.parent)
    with place.open("ab") as out:
        # A piece that is sent again while the first is still coming in would be added twice.
        fcntl.flock(out, fcntl.LOCK_EX)
        have = os.fstat(out.fileno()).st_size
        if offset == have:
            if piece.size > CHUNK_BYTES or have + piece.size > size:
                raise Invalid(
                    Sentence("Potongan berkas terlalu besar.", "The piece of the file is too large.")
                )
            shutil.copyfileobj(piece, out)
            have += piece.size
    if have == size and _sha256(place) != sha256:
        place.unlink()
        raise Invalid(
            Sentence(
                "Berkas rusak di jalan. Unggah lagi.", "The file was damaged on its way. Upload it again."
            )
        )
    return have


def _tidy(folder: Path) -> None:
    """What nobody came back for goes, and the oldest where there are many."""
    now = time.time()
    kept = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime)
    for number, one in enumerate(kept):
        if now - one.stat().st_mtime > KEPT_SECONDS or number <= len(kept) - MOST_UNFINISHED:
            one.unlink(missing_ok=True)


def _sha256(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def assembled(*, by: Account, sha256: str, name: str) -> File[Any]:
    """The whole file, to be submitted under the name it had; Invalid where a piece is missing."""
    place = _place(by, sha256)
    if not place.exists() or _sha256(place) != sha256:
        raise Invalid(
            Sentence("Berkas belum lengkap. Unggah lagi.", "The file is not complete. Upload it again.")
        )
    return File(place.open("rb"), name=Path(name).name)


def forget(*, by: Account, sha256: str) -> None:
    """The pieces are not needed any more."""
    _place(by, sha256).unlink(missing_ok=True)
