"""Whoever a matching leaves without a mentor: which rule is in the way, and what would help."""

import pytest

from pamong.policy.words import GradeLevel
from pamong.programme import actions
from pamong.programme.models import Guide, Proposal, Wish
from tests import factories as f
from tests.factories import ON
from tests.people_cast import Cast
from tests.programme.conftest import Programme
from tests.programme.matchings import drafted, pairs_of

pytestmark = pytest.mark.django_db


def test_why_not_is_counted_by_rule_with_what_would_help(programme: Programme, cast: Cast) -> None:
    """A mentor full of running engagements is full as well; one who refused is the only one left."""
    full = programme.guide("Mentor Penuh", capacity=1)
    held = programme.approved_for("Beni Wamafma")
    actions.choose(by=cast["planner"], proposal=held, guides=[full], on=ON)
    account = f.account(cast.institution, "penuh", full.employee)
    actions.accept(by=account, wish=held.wishes.get(), on=ON)
    people = [programme.approved_for(f"Pegawai {number}") for number in range(2)]
    other = cast.competencies["integritas"]
    alone = programme.approved_for("Luh Sekar")
    Proposal.objects.filter(pk=alone.pk).update(competency=other)
    made = drafted(cast)
    rows = {row["proposal"]: row for row in made.result["unmatched"]}
    for one in people:
        row = rows[one.pk]
        assert (row["rule"], row["remedy"], row["guide"]) == ("PASANG-08", "PASANG-08", full.pk)
        assert "tambah 1 kapasitas untuk Komunikasi di Lembaga Pembelajaran Aparatur" in row["id"]
        assert "1 dari 2 orang yang menunggu di sana tertolong" in row["id"]
    lone = rows[alone.pk]
    assert (lone["rule"], lone["remedy"], lone["guide"]) == ("PASANG-04", "PASANG-04", None)
    assert lone["removed"] == {"PASANG-04": 1}
    assert lone["id"].endswith("cari mentor atau pihak ketiga dengan level 3 untuk Integritas")
    assert [(one["rule"], one["guide"], sorted(one["proposals"])) for one in made.result["helps"]] == [
        ("PASANG-08", full.pk, [one.pk for one in people]),
        ("PASANG-04", None, [alone.pk]),
    ]
    # What is said to help does: two places more, and both have somebody.
    Guide.objects.filter(pk=full.pk).update(capacity=3)
    assert set(pairs_of(drafted(cast))) == {one.pk for one in people}


@pytest.mark.parametrize(
    ("why", "rule"),
    [
        ("grade", "PASANG-05"),
        ("qualification", "PASANG-03"),
        ("refused", "PASANG-09"),
        ("failed", "PASANG-10"),
    ],
)
def test_the_one_rule_in_the_way_is_named(programme: Programme, cast: Cast, why: str, rule: str) -> None:
    proposal = programme.approved_for("Luh Sekar")
    low = f.position(cast.institution, "J-RENDAH", cast.unit, GradeLevel.PELAKSANA)
    who = (
        f.employee(cast.institution, "Mentor Rendah", position=low, unit=cast.root)
        if why == "grade"
        else None
    )
    guide = programme.guide(
        "Mentor Satu", who=who, qualification="" if why == "qualification" else "Sertifikat"
    )
    account = f.account(cast.institution, "satu", guide.employee)
    if why in ("refused", "failed"):
        actions.choose(by=cast["planner"], proposal=proposal, guides=[guide], on=ON)
        wish = proposal.wishes.get()
        if why == "refused":
            actions.decline(by=account, wish=wish, reason="Jadwal saya penuh.", on=ON)
        else:
            engagement = actions.accept(by=account, wish=wish, on=ON)
            assert engagement is not None
            actions.decline_engagement(by=account, engagement=engagement, reason="Tidak cocok.", on=ON)
            Wish.objects.all().delete()  # the pair of before alone is in the way
    made = drafted(cast)
    [row] = made.result["unmatched"]
    assert (row["rule"], row["remedy"], row["guide"]) == (rule, rule, guide.pk)
    assert f"({rule})" in row["id"]
    [one] = made.result["helps"]
    assert (one["rule"], one["guide"], one["proposals"]) == (rule, guide.pk, [proposal.pk])
