"""Which method: the ordered table of the JALUR rules, and how it is read.

The table is data. `CHANNEL` is a tuple of rows in the order they are tried; a row is

    code      "JALUR-02"
    when      alternatives: the row holds when ANY of them holds. One alternative (`When`) holds when
              ALL its conditions hold; a condition left None does not ask. The conditions are
                behaviour_below   True: the evaluation used has behaviour below expectation
                causes            the cause (or None, no cause given) is among these
                performance       the performance gap is among these
                generic           the generic competency gap is among these
                technical         the technical competency gap is among these
    then      choices: the FIRST whose `generic` holds the generic gap (None: any) gives the method.
              An empty `then` suggests nothing.
    cite      source and tag of the row; `choice_cite` that of the choice of method where it differs

How it is read: the first row that holds gives the main suggestion and the rule. Each later row that
holds adds its method as an extra suggestion, in the order of the table, unless that method is already
the main one or an extra. Rows with an empty `then` add nothing, and the last row always holds.
A batch builds one column per row from `when`, one case from the columns, and nothing by hand.
"""

from dataclasses import dataclass

from pamong.policy.citation import LAN_STUDY, PAMONG, PERMENPANRB_6_2022, Citation, Tag
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import Cause, Gap, Method

PROVISIONAL_RULES = frozenset({"JALUR-08"})  # as the main rule: the dialogue is still owed


@dataclass(frozen=True, slots=True)
class Situation:
    """The five things the channel rules look at."""

    behaviour_below: bool
    cause: Cause | None
    performance: Gap
    generic: Gap
    technical: Gap


@dataclass(frozen=True, slots=True)
class When:
    """One alternative; what is None is not asked."""

    behaviour_below: bool | None = None
    causes: frozenset[Cause | None] | None = None
    performance: frozenset[Gap] | None = None
    generic: frozenset[Gap] | None = None
    technical: frozenset[Gap] | None = None

    def holds(self, situation: Situation) -> bool:
        return (
            (self.behaviour_below is None or situation.behaviour_below is self.behaviour_below)
            and (self.causes is None or situation.cause in self.causes)
            and (self.performance is None or situation.performance in self.performance)
            and (self.generic is None or situation.generic in self.generic)
            and (self.technical is None or situation.technical in self.technical)
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """A method, where the generic gap is among these (None: whatever it is)."""

    method: Method
    generic: frozenset[Gap] | None = None


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """A row of the table."""

    code: str
    when: tuple[When, ...]
    then: tuple[Choice, ...]
    cite: Citation
    choice_cite: Citation | None = None

    def holds(self, situation: Situation) -> bool:
        return any(alternative.holds(situation) for alternative in self.when)

    def method(self, situation: Situation) -> Method | None:
        for choice in self.then:
            if choice.generic is None or situation.generic in choice.generic:
                return choice.method
        return None

    def tag(self, situation: Situation) -> Tag:
        """How sure the row is here: the weaker of its trigger and its choice."""
        if self.code == "JALUR-02" and situation.performance is not Gap.LOW:
            return Tag.PROPOSAL  # the paper speaks of the small gap only
        return (self.choice_cite or self.cite).tag


_STALLED: frozenset[Cause | None] = frozenset({Cause.MOTIVATION, Cause.SATURATION})
_UNSKILLED: frozenset[Cause | None] = frozenset({Cause.SKILL, Cause.EXPERIENCE})
_CONDUCT: frozenset[Cause | None] = frozenset({Cause.BEHAVIOUR, Cause.PERSONAL})
_CAREER: frozenset[Cause | None] = frozenset({Cause.CAREER})
_NO_CAUSE: frozenset[Cause | None] = frozenset({None})
_NOT_CONDUCT = frozenset({None, *Cause}) - _CONDUCT

_SMALL = frozenset({Gap.NONE, Gap.LOW, Gap.UNKNOWN})
_KNOWN = frozenset({Gap.NONE, Gap.LOW, Gap.MEDIUM, Gap.HIGH})
_SOME = frozenset({Gap.LOW, Gap.MEDIUM, Gap.HIGH})
_WIDE = frozenset({Gap.MEDIUM, Gap.HIGH})
_NOT_ABOVE_NONE = frozenset({Gap.NONE, Gap.UNKNOWN})
_ONLY = {gap: frozenset({gap}) for gap in Gap}

_COACHING = (Choice(Method.COACHING),)
_MENTORING = (Choice(Method.MENTORING),)
_BY_GENERIC = (Choice(Method.MENTORING, _WIDE), Choice(Method.COACHING))

_PAPER = LAN_STUDY.at(tag=Tag.SECONDARY)
_OURS = PAMONG.at(tag=Tag.PROPOSAL)

CHANNEL: tuple[ChannelRule, ...] = (
    ChannelRule(
        "JALUR-01",
        (When(behaviour_below=True), When(causes=_CONDUCT)),
        (Choice(Method.COUNSELLING),),
        PERMENPANRB_6_2022.at(S("lampiran; PP 30/2019", "annex; PP 30/2019"), Tag.SECONDARY),
    ),
    ChannelRule("JALUR-02", (When(performance=_SMALL, causes=_STALLED),), _COACHING, _PAPER),
    ChannelRule("JALUR-03", (When(performance=_ONLY[Gap.HIGH], causes=_UNSKILLED),), _MENTORING, _PAPER),
    ChannelRule("JALUR-04", (When(performance=_ONLY[Gap.MEDIUM], causes=_STALLED),), _COACHING, _OURS),
    ChannelRule("JALUR-05", (When(performance=_ONLY[Gap.MEDIUM], causes=_UNSKILLED),), _MENTORING, _OURS),
    ChannelRule("JALUR-06", (When(performance=_SMALL, causes=_UNSKILLED),), _BY_GENERIC, _OURS),
    ChannelRule("JALUR-07", (When(performance=_ONLY[Gap.HIGH], causes=_STALLED),), _COACHING, _OURS),
    ChannelRule("JALUR-08", (When(performance=_SOME, causes=_NO_CAUSE),), _BY_GENERIC, _PAPER, _OURS),
    ChannelRule("JALUR-09", (When(causes=_CAREER),), _MENTORING, _PAPER, _OURS),
    ChannelRule(
        "JALUR-10",
        (When(performance=_NOT_ABOVE_NONE, generic=_ONLY[Gap.LOW]),),
        _COACHING,
        _PAPER,
        _OURS,
    ),
    ChannelRule("JALUR-11", (When(generic=_WIDE),), _MENTORING, _PAPER, _OURS),
    ChannelRule("JALUR-12", (When(technical=_SOME),), (Choice(Method.TRAINING),), _OURS),
    ChannelRule(
        "JALUR-13",
        (
            When(
                performance=_ONLY[Gap.NONE],
                generic=_NOT_ABOVE_NONE,
                technical=_NOT_ABOVE_NONE,
                causes=_NOT_CONDUCT,
            ),
        ),
        (Choice(Method.ENRICHMENT),),
        _PAPER,
    ),
    # Career also meets JALUR-09, so this one is never the first: the paper gives career to both methods.
    ChannelRule("JALUR-15", (When(causes=_CAREER),), _COACHING, _PAPER),
    ChannelRule(
        "JALUR-14", (When(performance=_KNOWN), When(generic=_KNOWN), When(technical=_KNOWN)), (), _OURS
    ),
    ChannelRule("JALUR-00", (When(),), (), _OURS),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the table gives one person; `extra` pairs each further method with the rule that added it."""

    rule: ChannelRule
    main: Method | None
    extra: tuple[tuple[Method, ChannelRule], ...]


def suggest(situation: Situation) -> Suggestion:
    """Read the table for one person."""
    holding = [rule for rule in CHANNEL if rule.holds(situation)]
    first, later = holding[0], holding[1:]
    main = first.method(situation)
    extra: dict[Method, ChannelRule] = {}
    for rule in later:
        method = rule.method(situation)
        if method is not None and method is not main:
            extra.setdefault(method, rule)
    return Suggestion(first, main, tuple(extra.items()))
