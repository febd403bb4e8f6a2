"""Reads that pages, commands and documents need; one module a subject."""

from pamong.recommendation.queries.facts import (
    Standard,
    facts_of,
    names_of,
    settings_of,
    standard_of,
    standards_of,
)
from pamong.recommendation.queries.inbox import Kind, Waiting, inbox, inbox_count
from pamong.recommendation.queries.numbers import (
    Funnel,
    Quality,
    UnitYear,
    data_quality,
    decided_by_method,
    funnel,
    largest_gaps,
    methods_counted,
    nine_box,
    people_in_box,
    shortfalls,
    unit_year,
)
from pamong.recommendation.queries.overseer import Side, institutions_side_by_side
from pamong.recommendation.queries.table import (
    DECIDED_STATES,
    Filters,
    basis_changed,
    counselling_list,
    counsellors_list,
    table,
)
from pamong.recommendation.queries.why import DISCUSSED, HeatRow, Why, heat_map, why

__all__ = [
    "DECIDED_STATES",
    "DISCUSSED",
    "Filters",
    "Funnel",
    "HeatRow",
    "Kind",
    "Quality",
    "Side",
    "Standard",
    "UnitYear",
    "Waiting",
    "Why",
    "basis_changed",
    "counselling_list",
    "counsellors_list",
    "data_quality",
    "decided_by_method",
    "facts_of",
    "funnel",
    "heat_map",
    "inbox",
    "inbox_count",
    "institutions_side_by_side",
    "largest_gaps",
    "methods_counted",
    "names_of",
    "nine_box",
    "people_in_box",
    "settings_of",
    "shortfalls",
    "standard_of",
    "standards_of",
    "table",
    "unit_year",
    "why",
]
