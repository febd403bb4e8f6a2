from datetime import date
from decimal import Decimal

from pamong.policy.changes import what_would_change
from pamong.policy.facts import Assessed, CauseGiven, Evaluation, Facts, Required
from pamong.policy.words import Axis, Cause, Cluster, Completeness, Method, Source

ON = date(2026, 11, 24)
STANDARD = (Required("integritas", 3, Cluster.MANAGERIAL),)
MET = (Assessed("integritas", 3, Source.TEST, date(2026, 3, 1)),)
POOR = (Evaluation(2026, Axis.BELOW, Axis.AS_EXPECTED),)


def test_another_cause_is_said_with_its_rule() -> None:
    facts = Facts(STANDARD, MET, POOR, (CauseGiven(2026, Cause.EXPERIENCE),))
    sentences = [c.sentence.id for c in what_would_change(facts, on=ON)]
    assert sentences[0] == "penyebabnya motivasi → coaching (JALUR-07)"


def test_a_level_is_nearer_than_a_cause() -> None:
    facts = Facts(STANDARD, MET, (Evaluation(2026, Axis.AS_EXPECTED, Axis.AS_EXPECTED),))
    first = what_would_change(facts, on=ON)[0]
    assert first.kind == "level"
    assert first.sentence.id == "Integritas level 2 → mentoring (JALUR-11)"


def test_a_missing_evaluation_can_be_filled() -> None:
    changes = what_would_change(Facts(STANDARD, MET), on=ON)
    assert any("evaluasi 2026: Baik" in c.sentence.id for c in changes)


def test_a_score_rises_to_the_next_bound() -> None:
    facts = Facts(evaluations=(Evaluation(2025, score=Decimal("85")),))
    words = [c.sentence.id for c in what_would_change(facts, on=ON)]
    assert any(w.startswith("nilai kinerja 90 → pengayaan") for w in words)


def test_konseling_speaks_only_in_its_own_list() -> None:
    facts = Facts(STANDARD, MET, POOR, (CauseGiven(2026, Cause.PERSONAL),))
    assert what_would_change(facts, on=ON) == ()
    own = what_would_change(facts, on=ON, counselling=True)
    assert {c.main for c in own} >= {Method.COACHING}


def test_a_suggestion_that_rests_on_a_cause_says_what_it_is_without_one() -> None:
    """As an officer reads it: take the cause away and the suggestion is provisional (JALUR-08)."""
    facts = Facts(
        required=(Required("orientasi", 3, Cluster.MANAGERIAL),),
        assessed=(Assessed("orientasi", 1, Source.TEST, date(2026, 3, 3)),),
        evaluations=(Evaluation(2025, Axis.BELOW, Axis.AS_EXPECTED),),
        causes=(CauseGiven(2026, Cause.EXPERIENCE),),
    )
    changes = what_would_change(facts, on=date(2026, 11, 24))
    assert [(change.rule, change.completeness) for change in changes if change.rule == "JALUR-08"] == [
        ("JALUR-08", Completeness.PROVISIONAL)
    ]
