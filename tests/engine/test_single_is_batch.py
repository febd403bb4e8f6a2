"""The batch gives every person the row of the single path, on every edge of the rules."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from pamong.engine.batch import analyse_tables, rows_of
from pamong.policy.analysis import weigh
from pamong.policy.facts import Assessed, CauseGiven, Evaluation, Facts, Required
from pamong.policy.record import result_row
from pamong.policy.settings import Settings
from pamong.policy.words import GENERIC, Axis, Cause, Cluster, Source, SourceChoice
from tests.engine.people import tables
from tests.policy.strategies import ON, facts

pytestmark = pytest.mark.slow

MANY = [f'tek"nis_{number:02d}' for number in range(60)]  # a code may hold what JSON must escape


@st.composite
def chosen_settings(draw: st.DrawFn) -> Settings:
    """Any settings inside their bounds."""
    return Settings(
        source_choice=draw(st.sampled_from(SourceChoice)),
        source_order=tuple(draw(st.permutations(list(Source)))),
        stale_months=draw(st.integers(12, 60)),
        gap_bands=tuple(sorted(draw(st.sets(st.integers(1, 5), min_size=3, max_size=3)))),
        minimum_index=Decimal(draw(st.integers(8000, 11000))) / 100,
        box_cutoffs=tuple(
            Decimal(cut) / 100
            for cut in sorted(draw(st.sets(st.integers(6000, 9500), min_size=2, max_size=2)))
        ),
    )


def crowd(seed: int, count: int, on: date, *, many_codes: bool) -> list[Facts]:
    """People from a seed, whose days and scores crowd around the bounds."""
    chance = Random(seed)
    days = [on + timedelta(days=d) for d in (-2000, -1097, -1096, -1095, -400, -30, -1, 0, 1, 20)]
    scores = [
        Decimal(s)
        for s in ("0", "49.99", "50", "69.995", "70", "79.99", "80", "89.99", "90", "90.01", "110", "120")
    ]
    return [_person(chance, days, scores, on.year, many_codes=many_codes) for _ in range(count)]


def _person(chance: Random, days: list[date], scores: list[Decimal], year: int, *, many_codes: bool) -> Facts:
    codes = {code: cluster for code, (cluster, _name) in GENERIC.items()}
    technical = chance.sample(MANY, 6) if many_codes else MANY[:4]
    codes |= dict.fromkeys(technical, Cluster.TECHNICAL)
    held = chance.sample(list(codes), chance.randint(0, len(codes)))
    if chance.random() < 0.1:
        held = []  # no standard
    easy = chance.random() < 0.5
    required = [Required(code, chance.randint(0, 2 if easy else 5), codes[code]) for code in held]
    rows = [
        (code, chance.randint(1 if easy else 0, 5), chance.choice(list(Source)), chance.choice(days))
        for code in [*codes, "di_luar"]
        for _ in range(chance.choice((0, 1, 1, 2, 4)))
    ]
    if chance.random() < 0.1:
        rows = []
    # The same person, competency, source and day again, with another level.
    rows += [(code, chance.randint(0, 5), source, day) for code, _level, source, day in rows[:2]]
    chance.shuffle(rows)
    evaluations = []
    for _ in range(chance.randint(0, 3)):
        work, behaviour = chance.choice([None, *Axis]), chance.choice([None, *Axis])
        score = chance.choice([None, *scores])
        if score is None and (work is None or behaviour is None):
            score = chance.choice(scores)  # a lone axis comes with a score
        evaluations.append((chance.randint(year - 2, year + 1), work, behaviour, chance.randint(0, 2), score))
    causes = [
        (chance.randint(year - 2, year + 1), chance.choice([None, *Cause]))
        for _ in range(chance.randint(0, 3))
    ]
    return Facts(
        tuple(sorted(required, key=lambda line: (list(Cluster).index(line.cluster), line.competency))),
        tuple(Assessed(*row, order=place) for place, row in enumerate(rows)),
        tuple(Evaluation(*row, order=place) for place, row in enumerate(evaluations)),
        tuple(CauseGiven(*row, order=place) for place, row in enumerate(causes)),
    )


def assert_same(people: list[Facts], on: date, settings: Settings) -> None:
    """Every row of the batch is the single path's, column by column and byte by byte."""
    rows = list(rows_of(analyse_tables(tables(people), on=on, settings=settings)))
    assert [row.pop("person") for row in rows] == list(range(len(people)))
    for known, row in zip(people, rows, strict=True):
        assert row == result_row(weigh(known, on=on, settings=settings)), known


@how(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(facts(), min_size=25, max_size=60), chosen_settings())
def test_drawn_people_are_the_same_in_both_paths(people, settings):
    assert_same(people, ON, settings)


@how(max_examples=6, deadline=None)
@given(st.integers(0, 2**32), chosen_settings(), st.booleans(), st.sampled_from([ON, date(2028, 2, 29)]))
def test_a_crowd_is_the_same_in_both_paths(seed, settings, many_codes, on):
    assert_same(crowd(seed, 250, on, many_codes=many_codes), on, settings)


@pytest.mark.parametrize("choice", SourceChoice)
@pytest.mark.parametrize("many_codes", [False, True])
def test_each_way_of_choosing_the_source(choice, many_codes):
    assert_same(crowd(7, 600, ON, many_codes=many_codes), ON, Settings(source_choice=choice))


def test_nobody_and_nothing():
    assert_same([], ON, Settings())
    assert_same([Facts(), Facts()], ON, Settings())
