"""Looking a value up in a table of bands, and the bands that settings choose."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from pamong.policy import parameters as p
from pamong.policy.settings import Settings
from pamong.policy.words import Gap, Potential

T = TypeVar("T")

# From best to worst; the batch compares the places in it. UNKNOWN has no place.
GAP_ORDER: tuple[Gap, ...] = (Gap.NONE, Gap.LOW, Gap.MEDIUM, Gap.HIGH)


def band(value: Decimal | int, bands: Sequence[tuple[Decimal | int, T]]) -> T:
    """The word of the first bound that the value reaches; bands run from the highest down."""
    for at_least, word in bands:
        if value >= at_least:
            return word
    return bands[-1][1]


def level_gap_bands(settings: Settings) -> tuple[tuple[int, Gap], ...]:
    """Levels short of the standard → gap; the last row catches everything below, negatives too."""
    low, medium, high = settings.gap_bands
    return ((high, Gap.HIGH), (medium, Gap.MEDIUM), (low, Gap.LOW), (-5, Gap.NONE))


def score_gap_bands(settings: Settings) -> tuple[tuple[Decimal, Gap], ...]:
    """Score → performance gap. An index of 80 leaves no low: its row is never reached."""
    return ((settings.minimum_index, Gap.NONE), *p.SCORE_GAP_BELOW_INDEX.last)


def potential_bands(settings: Settings) -> tuple[tuple[Decimal, Potential], ...]:
    """JPM → potential of the nine-box."""
    medium, high = settings.box_cutoffs
    return ((high, Potential.HIGH), (medium, Potential.MEDIUM), (Decimal(0), Potential.LOW))


def worst(gaps: Sequence[Gap]) -> Gap:
    """The worst of the known ones; unknown when none is known."""
    known = [GAP_ORDER.index(gap) for gap in gaps if gap is not Gap.UNKNOWN]
    return GAP_ORDER[max(known)] if known else Gap.UNKNOWN


def hundredths(value: Decimal | int) -> int:
    """A bound, JPM or score as a whole number of hundredths; exact, as none has more places."""
    return int(value * 100)
