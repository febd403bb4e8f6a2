"""Reads that pages, commands and documents need; one module a subject."""

from pamong.recommendation.queries.facts import facts_of, names_of, settings_of, standards_of
from pamong.recommendation.queries.table import (
    Filters,
    basis_changed,
    counselling_list,
    counsellors_list,
    table,
)

__all__ = [
    "Filters",
    "basis_changed",
    "counselling_list",
    "counsellors_list",
    "facts_of",
    "names_of",
    "settings_of",
    "standards_of",
    "table",
]
