import pytest

from pamong.policy.errors import OutOfBounds
from pamong.policy.settings import BOUNDS, DEFAULTS, Settings, check, from_values, read, to_values


def test_defaults_survive_the_database() -> None:
    assert from_values(to_values(DEFAULTS)) == DEFAULTS == Settings()
    assert set(BOUNDS) == set(to_values(DEFAULTS))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("source_choice", "highest"),
        ("source_order", ["mandiri", "bukti", "360", "atasan", "uji_kompetensi"]),
        ("stale_months", 12),
        ("stale_months", "60"),
        ("gap_bands", [1, 3, 5]),
        ("minimum_index", "80"),
        ("minimum_index", "92,5"),
        ("box_cutoffs", [60, 95]),
        ("coaching_sessions", 0),
        ("counselling_hours", 2),
        ("matching_weights", [60, 40, 0, 0, 0, 0]),
    ],
)
def test_inside_the_bounds(name: str, value: object) -> None:
    check(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("source_choice", "random"),
        ("source_order", ["mandiri", "mandiri", "360", "atasan", "uji_kompetensi"]),
        ("source_order", ["mandiri"]),
        ("stale_months", 11),
        ("stale_months", 61),
        ("stale_months", True),
        ("stale_months", 12.5),
        ("gap_bands", [1, 1, 2]),
        ("gap_bands", [0, 1, 2]),
        ("gap_bands", [1, 2, 6]),
        ("minimum_index", "79.99"),
        ("minimum_index", 110.01),
        ("minimum_index", "abc"),
        ("minimum_index", "NaN"),
        ("minimum_index", "90.001"),
        ("box_cutoffs", [90, 78]),
        ("box_cutoffs", [59, 90]),
        ("mentoring_sessions", 3),
        ("counselling_hours", -1),
        ("matching_weights", [61, 39, 0, 0, 0, 0]),
        ("matching_weights", [40, 15, 15, 10, 10, 9]),
    ],
)
def test_outside_is_refused_with_the_rule(name: str, value: object) -> None:
    with pytest.raises(OutOfBounds) as refused:
        read(name, value)
    assert refused.value.sentence == BOUNDS[name].rule


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(OutOfBounds, match="tidak dikenal"):
        read("colour", 1)
