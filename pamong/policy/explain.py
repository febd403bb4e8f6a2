"""The findings of one analysis and its one-line summary."""

from collections.abc import Mapping
from datetime import date

from pamong.policy.analysis import Analysis
from pamong.policy.finding import Finding
from pamong.policy.sentence import Sentence
from pamong.policy.settings import Settings


def headline(result: Analysis) -> Sentence:
    """Placeholder until the sentences land."""
    return Sentence(result.rule, result.rule)


def explain(
    result: Analysis, *, on: date, settings: Settings, names: Mapping[str, Sentence]
) -> tuple[Finding, ...]:
    return ()
