"""The demo's register and proposals: every state, believable days, something waiting for each account, the same each time."""

from collections import Counter

import pytest
from django.db import transaction

from pamong.cli.institutions import build_demo
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy.words import CounsellorKind, Entrance, Method
from pamong.programme import queries
from pamong.programme.models import Engagement, Guide, Proposal, Step
from pamong.programme.workflow import ProposalState
from tests.factories import ON

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_state_occurs_and_every_account_has_something_to_do() -> None:
    build_demo(people=400, on=ON)
    states = set(Proposal.objects.values_list("state", flat=True))
    assert states == {state.value for state in ProposalState} - {"draft"}
    assert set(Proposal.objects.values_list("entrance", flat=True)) == {word.value for word in Entrance}
    assert {"coaching", "mentoring", "konseling"} == set(Proposal.objects.values_list("method", flat=True))
    assert Step.objects.filter(escalated_at__isnull=False).exists()
    assert Engagement.objects.exists()
    days = {moment.date() for moment in Proposal.objects.values_list("at", flat=True)}
    assert all(day <= ON and day.weekday() < 5 for day in days)
    assert len(days) > 5
    guides = Guide.objects.filter(institution__code="LPA")
    kinds = set(guides.exclude(counsellor_kind="").values_list("counsellor_kind", flat=True))
    assert kinds == {kind.value for kind in CounsellorKind}
    assert guides.filter(employee__isnull=True).exists()
    assert guides.filter(paused_until__gt=ON).exists()
    assert guides.filter(end__lt=ON).exists()
    taken = queries.loads(guides)
    assert any(taken[guide.pk] >= guide.capacity for guide in guides)
    for username, kind in {
        "perencana": "answer_proposals",
        "atasan": "answer_proposal",
        "pegawai": "choose_guide",
        "coach": "guide_asked",
        "mentor": "guide_asked",
        "konselor": "counsellor_asked",
    }.items():
        account = Account.objects.get(username=username)
        assert kind in {str(row.kind) for row in queries.inbox(viewer(account, ON))}, username
    assert not Proposal.objects.exclude(institution__code="LPA").exists()


def told() -> Counter[tuple[str, ...]]:
    rows = Proposal.objects.order_by("pk").prefetch_related("wishes__guide__employee")
    return Counter(
        (
            one.employee.nip,
            one.method,
            one.state,
            str(one.at),
            *(str(wish.guide) for wish in one.wishes.all()),
        )
        for one in rows
    )


def test_the_same_day_gives_the_same_proposals() -> None:
    before = transaction.savepoint()
    build_demo(people=60, on=ON)
    first = told()
    transaction.savepoint_rollback(before)
    build_demo(people=60, on=ON)
    assert first == told()
    assert sum(count for (_nip, method, *_rest), count in first.items() if method != Method.COUNSELLING) > 8
