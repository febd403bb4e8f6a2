"""Rotating the keys of notes: whatever is encrypted is written anew with the first key, in batches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model, QuerySet

from pamong.performance.models import Dialogue
from pamong.performance.notes import rotated
from pamong.programme.models import (
    Agreement,
    BusyCalendar,
    Closing,
    CounsellingResult,
    Engagement,
    Feedback,
    Handover,
    Note,
    Opening,
    Proof,
    Proposal,
    Reassessment,
    Referral,
    Session,
    Step,
    Wish,
)

BATCH = 200
# Every encrypted field there is, with what it is called.
SEALED: tuple[tuple[str, type[Model], str], ...] = (
    ("catatan pendampingan", Note, "body"),
    ("catatan dialog", Dialogue, "note"),
    ("tanggapan dialog", Dialogue, "answer"),
    ("hasil konseling", CounsellingResult, "body"),
    ("rujukan darurat", Referral, "body"),
    ("ringkasan untuk konselor penerus", Handover, "body"),
    ("yang diteruskan dari konseling", CounsellingResult, "sealed_told"),
    ("tujuan usulan", Proposal, "sealed_purpose"),
    ("alasan usulan", Proposal, "sealed_reason"),
    ("alasan jawaban", Step, "sealed_reason"),
    ("alasan jawaban pembimbing", Wish, "sealed_reason"),
    ("alasan pendampingan", Engagement, "sealed_reason"),
    ("tindak lanjut pendampingan", Engagement, "sealed_follow_up"),
    ("alasan pengembalian bukti", Proof, "sealed_reason"),
    ("alasan penilaian ulang", Reassessment, "sealed_reason"),
    ("alasan pembukaan catatan", Opening, "sealed_reason"),
    ("evaluasi akhir: yang membantu", Closing, "sealed_helped"),
    ("evaluasi akhir: yang dapat lebih baik", Closing, "sealed_better"),
    ("jawaban penutup", Closing, "sealed_answers"),
    ("umpan balik B.1.8", Feedback, "sealed_words"),
    ("kesepakatan", Agreement, "body"),
    ("tempat sesi", Session, "sealed_place"),
    ("topik sesi", Session, "sealed_topic"),
    ("alasan perubahan sesi", Session, "sealed_reason"),
    ("alamat kalender pribadi", BusyCalendar, "address"),
)


@dataclass(slots=True)
class Rotated:
    """What one run did: newly written, already under the first key, and what no key opens, by kind."""

    written: dict[str, int] = field(default_factory=dict)
    fresh: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """What cannot be read, "3 catatan dialog, 1 hasil konseling"; empty where all can."""
        return ", ".join(f"{number} {kind}" for kind, number in self.lost.items() if number)


def rotate_notes(*, batch: int = BATCH, tell: Callable[[str, int], None] | None = None) -> Rotated:
    """Write every sealed field with the first key. Stopped and begun again, it goes on where it was.

    By the server's command only; words are not looked at, so that nobody's reading is recorded.
    """
    done = Rotated()
    for kind, model, name in SEALED:
        for numbers in _batches(model, name, batch):
            _rotate(kind, model, name, numbers, done)
            if tell is not None:
                tell(kind, len(numbers))
    return done


def lost_notes() -> Rotated:
    """The same without writing: what no installed key opens."""
    done = Rotated()
    for kind, model, name in SEALED:
        for stored in _rows(model, name).values_list(name, flat=True).iterator():
            done.lost[kind] = done.lost.get(kind, 0) + (rotated(bytes(stored)) is None)
    return done


def _rows(model: type[Model], name: str) -> QuerySet[Model]:
    return model._default_manager.exclude(**{name: None}).order_by("pk")


def _batches(model: type[Model], name: str, batch: int) -> Iterator[list[int]]:
    """Primary keys in their order, a batch at a time; rows written meanwhile are newest and under the first key."""
    last = 0
    while numbers := list(_rows(model, name).filter(pk__gt=last).values_list("pk", flat=True)[:batch]):
        yield numbers
        last = numbers[-1]


@transaction.atomic
def _rotate(kind: str, model: type[Model], name: str, numbers: list[int], done: Rotated) -> None:
    """One batch, held while it is written; one that was written meanwhile is read as it stands."""
    changed = []
    for row in model._default_manager.select_for_update().filter(pk__in=numbers).order_by("pk"):
        stored = bytes(getattr(row, name) or b"")
        anew = rotated(stored)
        counts = done.lost if anew is None else done.fresh if anew == stored else done.written
        counts[kind] = counts.get(kind, 0) + 1
        if anew is not None and anew != stored:
            setattr(row, name, anew)
            changed.append(row)
    model._default_manager.bulk_update(changed, [name])
