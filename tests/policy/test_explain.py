from datetime import date
from decimal import Decimal

from pamong.policy.analysis import analyse
from pamong.policy.citation import Tag
from pamong.policy.explain import level_source
from pamong.policy.facts import Assessed, CauseGiven, Evaluation, Facts, Required
from pamong.policy.sentence import Sentence
from pamong.policy.words import Axis, Cause, Cluster, Source

ON = date(2026, 11, 24)
FACTS = Facts(
    (Required("integritas", 4, Cluster.MANAGERIAL), Required("arsip", 2, Cluster.TECHNICAL)),
    (
        Assessed("integritas", 3, Source.TEST, date(2026, 3, 12)),
        Assessed("integritas", 2, Source.SUPERIOR, date(2026, 5, 1)),
    ),
    (Evaluation(2026, Axis.BELOW, Axis.AS_EXPECTED),),
    (CauseGiven(2026, Cause.EXPERIENCE),),
)


def test_the_headline_is_one_sentence() -> None:
    result = analyse(FACTS, on=ON)
    assert result.headline.id == "Mentoring, karena kesenjangan kinerja tinggi akibat kurang pengalaman."
    assert result.headline.en == "Mentoring, because of a high performance gap from lacking experience."


def test_the_source_of_a_level_names_what_it_replaces() -> None:
    row = analyse(FACTS, on=ON).levels[0]
    assert level_source(row).id == "Level 3, uji kompetensi 12 Maret 2026; menggantikan penilaian atasan (2)"


def test_numbers_have_a_comma_in_indonesian_only() -> None:
    facts = Facts(evaluations=(Evaluation(2025, score=Decimal("84.50")),))
    finding = next(f for f in analyse(facts, on=ON).findings if f.rule == "KINERJA-02")
    assert "84,5:" in finding.sentence.id
    assert "84.5:" in finding.sentence.en


def test_names_can_be_given_by_code() -> None:
    names = {"arsip": Sentence("Pengelolaan Arsip", "Records Management")}
    findings = analyse(FACTS, on=ON, names=names).findings
    assert any("Pengelolaan Arsip" in f.sentence.id for f in findings if f.rule == "GAP-03")


def test_a_proposal_of_ours_says_so() -> None:
    small = Facts(
        evaluations=(Evaluation(2026, score=Decimal(85)),), causes=(CauseGiven(2026, Cause.MOTIVATION),)
    )
    met = Facts(
        evaluations=(Evaluation(2026, score=Decimal(95)),), causes=(CauseGiven(2026, Cause.MOTIVATION),)
    )
    assert analyse(small, on=ON).findings[0].tag is Tag.SECONDARY
    assert analyse(met, on=ON).findings[0].proposal
