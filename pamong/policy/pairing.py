"""Who may guide whom, and how well the two fit: the hard rules and the six terms of one pair.

The rules are tried in the order of `PairRule`; "why not" counts the first that holds. Their numbers are
in `parameters`; `pamong.matching` applies the same tables to everybody at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pamong.policy import parameters as p
from pamong.policy.citation import LAN_STUDY, PAMONG, Citation, Tag
from pamong.policy.errors import Invalid
from pamong.policy.sentence import Sentence as S
from pamong.policy.settings import DEFAULTS
from pamong.policy.words import GENERIC, Word

HIGHEST_FIT = 10_000  # weights of 100 in all, times shares of at most 100
HIGHEST_GRADE = 9


class PairRule(Word):
    """A hard rule by its code, in the order in which they are tried."""

    ACTIVE = "PASANG-01"
    ONESELF = "PASANG-02"
    ELIGIBLE = "PASANG-03"
    LEVEL = "PASANG-04"
    GRADE = "PASANG-05"
    FIELD = "PASANG-06"
    UNIT = "PASANG-07"
    CAPACITY = "PASANG-08"
    REFUSAL = "PASANG-09"
    FAILED = "PASANG-10"


class Term(Word):
    """A term of the fit, in the order of the weights; the word is the column of the files."""

    COMPETENCY = "kompetensi"
    GRADE = "jenjang"
    FIELD = "urusan"
    SLOTS = "slot"
    PLACE = "lokasi"
    PREFERENCES = "preferensi"


class UnitRule(Word):
    """What a programme asks of the two units."""

    ANY = "bebas"
    OTHER = "unit_lain"
    SAME = "unit_sama"


_OURS = PAMONG.at(tag=Tag.PROPOSAL)
RULES_OF_A_PAIR: dict[PairRule, tuple[S, Citation]] = {
    PairRule.ACTIVE: (S("Keduanya aktif dan tidak dikesampingkan.", "Both are active and not set aside."), _OURS),
    PairRule.ONESELF: (S("Tidak ada yang mendampingi dirinya sendiri.", "Nobody guides himself."), _OURS),
    PairRule.ELIGIBLE: (
        S(
            "Pembimbing memenuhi syarat untuk metode itu: garis pelaporan, kualifikasi, dan kewenangan.",
            "The guide qualifies for the method: reporting line, qualification and authority.",
        ),
        LAN_STUDY.at(tag=Tag.TEXT),
    ),
    PairRule.LEVEL: (
        S(
            "Level mentor pada kompetensi itu paling rendah sama dengan level standar.",
            "The mentor's level in the competency is at least the standard's.",
        ),
        _OURS,
    ),
    PairRule.GRADE: (
        S(
            "Jenjang mentor tidak di bawah jenjang pegawai, kecuali penunjukannya membebaskan.",
            "The mentor's grade is not below the mentee's, unless the appointment waives it.",
        ),
        _OURS,
    ),
    PairRule.FIELD: (
        S("Urusannya sama bila program memintanya.", "The field is the same where the programme asks for it."),
        _OURS,
    ),
    PairRule.UNIT: (
        S("Unitnya menurut aturan program.", "The units are as the programme's rule says."),
        LAN_STUDY.at(tag=Tag.TEXT),
    ),
    PairRule.CAPACITY: (
        S("Mentor masih punya kapasitas di semua program.", "The mentor has capacity left over all programmes."),
        _OURS,
    ),
    PairRule.REFUSAL: (S("Tidak ada pihak yang menolak.", "Neither side refuses."), _OURS),
    PairRule.FAILED: (
        S("Pasangan itu tidak dikecualikan atau pernah gagal.", "The pair is not excluded and has not failed before."),
        _OURS,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mentee:
    """Who looks for guidance, in one competency. Grades run from 1 (low) to 9, levels from 0 to 5."""

    id: str
    competency: str
    required: int
    held: int | None
    grade: int
    unit: str = ""
    institution: str = ""
    field: str = ""
    place: str = ""
    slots: frozenset[str] = frozenset()  # empty: not declared
    preferred: tuple[str, ...] = ()  # best first
    refused: frozenset[str] = frozenset()
    active: bool = True


@dataclass(frozen=True, slots=True)
class Mentor:
    """Who may guide; `capacity` is what is left over all programmes."""

    id: str
    levels: Mapping[str, int]
    grade: int
    capacity: int
    unit: str = ""
    institution: str = ""
    field: str = ""
    place: str = ""
    slots: frozenset[str] = frozenset()
    preferred: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()
    grade_waived: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class Programme:
    """What the programme asks of a pair, and the pairs (mentee, mentor) a rule outside it bars."""

    same_field: bool = False
    units: UnitRule = UnitRule.ANY
    barred: Mapping[tuple[str, str], PairRule] = field(default_factory=dict)
    weights: tuple[int, ...] = DEFAULTS.matching_weights


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two fit: the share of each term in hundredths, and the whole from 0 to 10,000."""

    shares: tuple[int, ...]
    total: int


def barriers(mentee: Mentee, mentor: Mentor, programme: Programme) -> tuple[PairRule, ...]:
    """Every rule that keeps the two apart, in the order of the rules; empty where they may pair."""
    level = mentor.levels.get(mentee.competency)
    same_unit = (mentee.institution, mentee.unit) == (mentor.institution, mentor.unit)
    barred = programme.barred.get((mentee.id, mentor.id))
    holds = {
        PairRule.ACTIVE: not (mentee.active and mentor.active),
        PairRule.ONESELF: mentee.id == mentor.id,
        PairRule.ELIGIBLE: barred is PairRule.ELIGIBLE,
        PairRule.LEVEL: level is None or level < mentee.required,
        PairRule.GRADE: mentor.grade < mentee.grade and not mentor.grade_waived,
        PairRule.FIELD: programme.same_field and not _same(mentee.field, mentor.field),
        PairRule.UNIT: programme.units is (UnitRule.OTHER if same_unit else UnitRule.SAME),
        PairRule.CAPACITY: mentor.capacity < 1,
        PairRule.REFUSAL: mentor.id in mentee.refused or mentee.id in mentor.refused,
        PairRule.FAILED: barred is PairRule.FAILED,
    }
    return tuple(rule for rule, against in holds.items() if against)


def fit(mentee: Mentee, mentor: Mentor, programme: Programme, *, on: date) -> Fit:
    """The fit of a pair that no rule keeps apart; Invalid where the mentor's level is below."""
    above = mentor.levels.get(mentee.competency, -1) - mentee.required
    if above < 0:
        raise Invalid(RULES_OF_A_PAIR[PairRule.LEVEL][0])
    shares = (
        at_least(above, p.FIT_LEVEL.on(on)),
        at_least(mentor.grade - mentee.grade, p.FIT_GRADE.on(on)),
        p.FIT_FIELD.on(on)[not _same(mentee.field, mentor.field)],
        _slots(mentee.slots, mentor.slots, on),
        p.FIT_PLACE.on(on)[not _same(mentee.place, mentor.place)],
        preference(mentee, mentor, on),
    )
    return Fit(shares, sum(w * share for w, share in zip(programme.weights, shares, strict=True)))


def at_least(value: int, shares: p.Shares) -> int:
    """The share of the first bound that the value reaches; the last one catches all below."""
    return next((share for bound, share in shares if value >= bound), shares[-1][1])


def preference(mentee: Mentee, mentor: Mentor, on: date) -> int:
    """The share of preferences: the mentee's rank of the mentor, and more where the mentor prefers too."""
    share = 0
    if mentor.id in mentee.preferred:
        ranks = p.FIT_PREFERRED.on(on)
        share = ranks[min(mentee.preferred.index(mentor.id), len(ranks) - 1)]
    if mentee.id in mentor.preferred:
        share += p.FIT_PREFERRED_BY_MENTOR.on(on)
    return share


def competency_name(code: str) -> S:
    """A generic competency by its name; a technical one of an institution by its code."""
    return GENERIC[code][1] if code in GENERIC else S(code, code)


def _same(one: str, other: str) -> bool:
    """An unnamed field or place is not the same as another unnamed one."""
    return one == other != ""


def _slots(one: frozenset[str], other: frozenset[str], on: date) -> int:
    if not one or not other:
        return p.FIT_SLOTS_UNKNOWN.on(on)
    return at_least(len(one & other), p.FIT_SLOTS.on(on))
