"""Which rule should meet whom: the shares of an ordinary institution, dealt so that every rule occurs."""

from dataclasses import dataclass
from random import Random

from pamong.policy.words import GradeLevel as G


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person's evidence shall show; the words are those of `evidence`."""

    performance: str  # very_good good good_score low low_score medium high high_score behaviour none
    generic: str  # met low middle many none
    technical: str  # met gap none
    cause: str = ""


# case → (share in thousandths, plans separated by blanks: performance/generic/technical/cause)
_CASES: dict[str, tuple[int, str]] = {
    "JALUR-00": (14, "none/none/none/"),
    "JALUR-01": (
        18,
        "behaviour/met/met/ behaviour/low/gap/ behaviour/met/none/perilaku good/met/met/perilaku "
        "good/low/met/pribadi low/met/met/pribadi",
    ),
    "JALUR-02": (
        40,
        "low/met/met/motivasi low/low/met/kejenuhan low_score/low/gap/motivasi good/low/met/kejenuhan "
        "good/met/met/motivasi none/met/met/kejenuhan",
    ),
    "JALUR-03": (
        30,
        "high/middle/met/pengalaman high/low/gap/keterampilan high/met/gap/keterampilan "
        "high_score/low/met/pengalaman high/met/met/pengalaman",
    ),
    "JALUR-04": (11, "medium/low/met/motivasi medium/met/met/kejenuhan"),
    "JALUR-05": (12, "medium/low/gap/keterampilan medium/met/gap/pengalaman medium/middle/met/pengalaman"),
    "JALUR-06": (
        48,
        "good/middle/gap/keterampilan good/low/met/pengalaman low/low/gap/keterampilan "
        "good/met/gap/keterampilan low/middle/met/pengalaman",
    ),
    "JALUR-07": (14, "high/low/met/motivasi high/met/met/kejenuhan high_score/met/gap/motivasi"),
    "JALUR-08": (
        55,
        "low/low/met/ low/met/met/ low_score/low/gap/ medium/met/met/ high/middle/gap/ low/met/gap/ low/middle/met/",
    ),
    "JALUR-09": (
        30,
        "good/met/met/karier very_good/met/met/karier good/low/gap/karier very_good/met/none/karier",
    ),
    "JALUR-10": (
        165,
        "good/low/met/ good/low/gap/ very_good/low/met/ good/low/none/ good_score/low/met/ none/low/met/",
    ),
    "JALUR-11": (
        72,
        "good/middle/met/ good/many/gap/ good/middle/gap/ very_good/middle/met/ good_score/many/met/",
    ),
    "JALUR-12": (85, "good/met/gap/ good/met/gap/ very_good/met/gap/ good_score/met/gap/"),
    "JALUR-14": (18, "none/met/met/ none/met/none/"),
    "JALUR-13": (
        388,
        "good/met/met/ good/met/met/ good/met/met/ very_good/met/met/ good_score/met/met/ good/met/none/ "
        "very_good/met/met/ good/met/met/ good/none/none/",
    ),
}
_TOP = (G.JPT_UTAMA, G.JPT_MADYA)
_FOR_TOP = ("JALUR-13", "JALUR-10", "JALUR-09")


def plans_of(case: str) -> list[Plan]:
    """Every plan that leads to a case."""
    return [Plan(*text.split("/")) for text in _CASES[case][1].split(" ")]


_PLANS = {case: plans_of(case) for case in _CASES}
_GENERIC_NEEDS = {"met": 0, "none": 0, "low": 2, "many": 2, "middle": 3}


def choose(rng: Random, case: str, highest: int) -> Plan | None:
    """A plan of the case that a standard with that highest generic level can show, or None."""
    fitting = [plan for plan in _PLANS[case] if _GENERIC_NEEDS[plan.generic] <= highest]
    return rng.choice(fitting) if fitting else None


def deal(rng: Random, people: list[tuple[G, int, bool]]) -> list[str]:
    """A case for each (grade level, highest required level, newcomer), by the shares, each at least once."""
    count = len(people)
    cases = [""] * count
    order = list(range(count))
    rng.shuffle(order)
    newcomers = [index for index in order if people[index][2]]
    for turn, index in enumerate(newcomers):
        cases[index] = "JALUR-14" if turn % 3 else "JALUR-00"
    open_to = [index for index in order if not cases[index]]
    # Those that ask for higher standards choose first, so that small institutions have them too.
    deck = sorted(
        _CASES, key=lambda case: (-min(_GENERIC_NEEDS[p.generic] for p in _PLANS[case]), _CASES[case][0])
    )
    for case in deck:
        if case == "JALUR-13":
            continue
        wanted = max(1, round(_CASES[case][0] * count / 1000)) - cases.count(case)
        needs = min(_GENERIC_NEEDS[plan.generic] for plan in _PLANS[case])
        left: list[int] = []
        for index in open_to:
            level, highest, _ = people[index]
            if wanted > 0 and highest >= needs and (level not in _TOP or case in _FOR_TOP):
                cases[index] = case
                wanted -= 1
            else:
                left.append(index)
        open_to = left
    for index in open_to:
        cases[index] = "JALUR-13"
    return cases
