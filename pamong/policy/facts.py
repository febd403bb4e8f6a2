"""What is known of one person before any rule is asked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pamong.policy.words import Axis, Cause, Cluster, Source


@dataclass(frozen=True, slots=True)
class Required:
    """One line of the position's standard; level 1 to 5, a line of level 0 is not in the standard."""

    competency: str
    level: int
    cluster: Cluster


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment of one competency, level 0 to 5; `order` is its place in the file."""

    competency: str
    level: int
    source: Source
    on: date
    order: int = 0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One year's evaluation: both axes of the matrix, or a score of 0 to 120, or both."""

    year: int
    work: Axis | None = None
    behaviour: Axis | None = None
    indicators_below: int = 0
    score: Decimal | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class CauseGiven:
    """The cause a superior set in the dialogue of a year; an empty one is no row."""

    year: int
    cause: Cause | None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules may look at."""

    required: tuple[Required, ...] = ()
    assessed: tuple[Assessed, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    causes: tuple[CauseGiven, ...] = ()
