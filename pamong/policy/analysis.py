"""The door of the rules: everything they say of one person on one day, with the findings that explain it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pamong.policy.explain import explain, headline
from pamong.policy.facts import Facts
from pamong.policy.levels import CountedLevel, stale_before
from pamong.policy.sentence import Sentence
from pamong.policy.settings import DEFAULTS, Settings
from pamong.policy.weighing import Analysis, weigh

__all__ = ["Analysis", "CountedLevel", "analyse", "stale_before", "weigh"]


def analyse(
    facts: Facts,
    *,
    on: date,
    settings: Settings = DEFAULTS,
    names: Mapping[str, Sentence] | None = None,
) -> Analysis:
    """Everything the rules say, with findings; `names` gives competencies a name by code."""
    result = weigh(facts, on=on, settings=settings)
    return replace(
        result,
        headline=headline(result),
        findings=explain(result, on=on, settings=settings, names=names or {}),
    )
