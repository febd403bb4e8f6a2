"""Random people whose facts sit on the edges: same days, stale and future rows, scores on a bound."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from pamong.policy.facts import Assessed, CauseGiven, Evaluation, Facts, Required
from pamong.policy.words import Axis, Cause, Cluster, Source

ON = date(2026, 11, 24)
CODES = {
    "integritas": Cluster.MANAGERIAL,
    "komunikasi": Cluster.MANAGERIAL,
    "perekat_bangsa": Cluster.SOCIOCULTURAL,
    "arsip": Cluster.TECHNICAL,
}
_DAYS = [date(2026, 11, 24), date(2026, 11, 25), date(2026, 3, 1), date(2023, 11, 24), date(2023, 11, 23)]
_SCORES = [
    Decimal(s) for s in ("0", "49.99", "50", "69.99", "70", "79.99", "80", "89.99", "90", "110", "120")
]


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """One person's facts; `order` follows the place in each list, as in a file."""
    required = [
        Required(code, draw(st.integers(0, 5)), cluster)
        for code, cluster in CODES.items()
        if draw(st.booleans())
    ]
    assessed = draw(
        st.lists(
            st.tuples(
                st.sampled_from([*CODES, "di_luar"]),
                st.integers(0, 5),
                st.sampled_from(Source),
                st.sampled_from(_DAYS),
            ),
            max_size=8,
        )
    )
    axis = st.none() | st.sampled_from(Axis)
    evaluations = draw(
        st.lists(
            st.tuples(
                st.integers(2024, 2027), axis, axis, st.integers(0, 2), st.none() | st.sampled_from(_SCORES)
            ).filter(lambda e: e[4] is not None or (e[1] is not None and e[2] is not None)),
            max_size=3,
        )
    )
    causes = draw(
        st.lists(st.tuples(st.integers(2024, 2027), st.none() | st.sampled_from(Cause)), max_size=3)
    )
    return Facts(
        tuple(required),
        tuple(Assessed(*row, order=place) for place, row in enumerate(assessed)),
        tuple(Evaluation(*row, order=place) for place, row in enumerate(evaluations)),
        tuple(CauseGiven(*row, order=place) for place, row in enumerate(causes)),
    )
