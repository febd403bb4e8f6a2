"""A pair in words: what speaks for it and what less, the same wherever the pair is shown."""

from collections.abc import Iterable, Sequence
from datetime import date

from pamong.policy.pairing import Mentee, Mentor, Programme, Term, competency_name, fit
from pamong.policy.sentence import Sentence as S
from pamong.policy.sentence import listing

_DAYS = {
    "sen": S("Senin", "Monday"),
    "sel": S("Selasa", "Tuesday"),
    "rab": S("Rabu", "Wednesday"),
    "kam": S("Kamis", "Thursday"),
    "jum": S("Jumat", "Friday"),
    "sab": S("Sabtu", "Saturday"),
    "min": S("Minggu", "Sunday"),
}


def words_of_pair(mentee: Mentee, mentor: Mentor, programme: Programme, *, on: date) -> S:
    """ "kuat pada Mengelola Perubahan (level 4, butuh 3); jadwal cocok Selasa; beda unit"."""
    found = dict(zip(Term, fit(mentee, mentor, programme, on=on).shares, strict=True))
    level = mentor.levels[mentee.competency]
    strong = level > mentee.required
    parts = [
        (
            S("kuat pada {name} (level {level}, butuh {need})", "strong in {name} (level {level}, needs {need})")
            if strong
            else S("cukup pada {name} (level {level}, butuh {need})", "enough in {name} (level {level}, needs {need})")
        ).fill(name=competency_name(mentee.competency), level=level, need=mentee.required),
        _grade_words(mentor.grade - mentee.grade),
    ]  # fmt: skip
    if found[Term.FIELD] == 100:
        parts.append(S("urusan sama", "same field"))
    parts.append(_slot_words(mentee.slots, mentor.slots))
    if mentee.place and mentor.place:
        near = mentee.place == mentor.place
        parts.append(S("setempat", "same place") if near else S("beda tempat", "another place"))
    same = (mentee.institution, mentee.unit) == (mentor.institution, mentor.unit)
    parts.append(S("satu unit", "same unit") if same else S("beda unit", "another unit"))
    if mentor.id in mentee.preferred:
        rank = mentee.preferred.index(mentor.id) + 1
        parts.append(S("pilihan ke-{rank} pegawai", "choice {rank} of the mentee").fill(rank=rank))
    if mentee.id in mentor.preferred:
        parts.append(S("dipilih mentor", "preferred by the mentor"))
    return _joined(parts)


def _grade_words(distance: int) -> S:
    if distance == 0:
        return S("jenjang setara", "same grade")
    if distance < 0:
        return S("jenjang {n} di bawah (dibebaskan)", "grade {n} below (waived)").fill(n=-distance)
    return S("jenjang {n} di atas", "grade {n} above").fill(n=distance)


def _slot_words(one: Iterable[str], other: Iterable[str]) -> S:
    mine, theirs = set(one), set(other)
    if not mine or not theirs:
        return S("jadwal belum dinyatakan", "schedule not declared")
    common = {slot.partition("-")[0] for slot in mine & theirs}
    if not common:
        return S("jadwal belum ada yang sama", "no common slot")
    days = [words for code, words in _DAYS.items() if code in common]
    return S("jadwal cocok {days}", "schedule fits {days}").fill(days=listing(days))


def _joined(parts: Sequence[S]) -> S:
    return S("; ".join(part.id for part in parts), "; ".join(part.en for part in parts))
