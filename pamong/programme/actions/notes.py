"""Notes of an engagement: encrypted, by kind, and never one over the other unseen."""

import json
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.performance.notes import decrypt, encrypt
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import Method
from pamong.programme import access
from pamong.programme.models import Engagement, Note, NoteKind, Session
from pamong.programme.workflow import Party

# The fields of a note by kind. GROW asks four questions, and what hinders is asked beside them.
FIELDS: dict[str, tuple[str, ...]] = {
    NoteKind.SHARED: ("goal", "reality", "options", "will", "hindrance", "takeaway"),
    NoteKind.PRIVATE: ("text",),
    NoteKind.COUNSELLING: ("text",),
    NoteKind.RELEASED: ("text",),
}
MOST_CHARACTERS = 10_000
_CHANGED = Sentence(
    "Catatan ini berubah sejak Anda membukanya. Tulisan Anda belum disimpan; gabungkan dengan isi terbaru di bawah, lalu simpan lagi.",
    "This note was changed since you opened it. Yours is not saved yet; put it together with the newest words below, then save again.",
)


class NoteChanged(WrongState):
    """The other side wrote meanwhile; `now` are the words as they stand, `version` their number."""

    def __init__(self, now: dict[str, str], version: int) -> None:
        self.now, self.version = now, version
        super().__init__(_CHANGED)


def read(note: Note) -> dict[str, str]:
    """The words of a note by field; the caller has asked access."""
    found: dict[str, str] = json.loads(decrypt(note.body))
    return found


def may_write(side: Party, kind: str, *, counselling: bool) -> bool:
    """A konseling has no shared notes: the counsellor writes, and releases what the person may read."""
    if kind == NoteKind.SHARED:
        return not counselling
    if kind == NoteKind.PRIVATE:
        return True
    return counselling and side is Party.GUIDE


@transaction.atomic
def save_note(
    *,
    by: Account,
    engagement: Engagement,
    kind: str,
    words: Mapping[str, str],
    version: int,
    on: date,
    session: Session | None = None,
) -> Note | None:
    """Write a note; `version` is the one that was read (0 for none). None where there is nothing to keep.

    NoteChanged where the other side saved meanwhile: nothing is overwritten unseen.
    """
    side = access.check_is_one_of_the_two(viewer(by, on), engagement)
    if kind not in FIELDS or not may_write(side, kind, counselling=engagement.method == Method.COUNSELLING):
        raise NotAllowed
    if session is not None and session.engagement_id != engagement.pk:
        raise NotAllowed
    kept = {name: words.get(name, "").strip() for name in FIELDS[kind]}
    if any(len(text) > MOST_CHARACTERS for text in kept.values()):
        raise Invalid(
            Sentence(
                "Satu bagian catatan paling banyak {most} huruf.",
                "One part of a note holds at most {most} characters.",
            ).fill(most=MOST_CHARACTERS)
        )
    # The engagement is held, so that two first notes do not meet.
    Engagement.objects.select_for_update().get(pk=engagement.pk)
    rows = Note.objects.filter(engagement=engagement, session=session, kind=kind)
    if kind == NoteKind.PRIVATE:
        rows = rows.filter(author=by)
    note = rows.first()
    if note is None:
        if not any(kept.values()):
            return None
        note = Note(engagement=engagement, session=session, kind=kind, version=0)
    elif read(note) == kept:
        return note
    if version != note.version:
        raise NoteChanged(read(note), note.version)
    note.author, note.body, note.at = by, encrypt(json.dumps(kept, ensure_ascii=False)), timezone.now()
    note.version += 1
    note.save()
    record(by=by, verb="write_note", subject=engagement, employee=engagement.employee)
    return note
