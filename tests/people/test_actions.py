"""Accounts, links, roles, moves: the road and who is refused."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from pamong.audit.models import Event
from pamong.people import actions
from pamong.people.access import viewer
from pamong.people.models import Account, Placement, RoleGrant
from pamong.people.roles import Role
from pamong.people.signin import AccountBackend
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.words import EmployeeStatus, PlacementKind
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast

pytestmark = pytest.mark.django_db
PASSWORD = "padi-menguning-di-sawah"


def test_a_link_sets_the_password_once(cast: Cast) -> None:
    token = actions.create_activation_link(by=cast["admin"], account=cast["employee"], on=ON)
    assert token not in str(list(cast["employee"].activation_links.values()))
    with pytest.raises(Invalid):
        actions.activate(token=token, password="pendek")
    account = actions.activate(token=token, password=PASSWORD)
    assert account == cast["employee"]
    assert AccountBackend().authenticate(None, username="PEGAWAI", password=PASSWORD) == account
    with pytest.raises(WrongState):
        actions.activate(token=token, password=PASSWORD)


def test_a_link_expires_and_is_replaced(cast: Cast) -> None:
    first = actions.create_activation_link(by=cast["admin"], account=cast["employee"], on=ON)
    second = actions.create_activation_link(by=cast["admin"], account=cast["employee"], on=ON)
    with pytest.raises(WrongState):
        actions.activate(token=first, password=PASSWORD)
    late = timezone.now() + timedelta(days=actions.LINK_DAYS, minutes=1)
    with pytest.raises(WrongState):
        actions.activate(token=second, password=PASSWORD, at=late)


def test_links_for_a_whole_unit_leave_out_who_can_sign_in(cast: Cast) -> None:
    cast["superior"].set_password(PASSWORD)
    cast["superior"].save()
    made = actions.create_activation_links_for_unit(by=cast["admin"], unit=cast.root, on=ON)
    names = {account.name for account, _ in made}
    assert names == {"Hamid Tuasikal", "Rara Anindita", "Oka Mahendra", "Putu Ayu Lestari"}
    assert Account.objects.get(employee__name="Putu Ayu Lestari").institution == cast.institution


def test_demo_accounts_sign_in_only_in_the_demo(cast: Cast, settings: LazySettings) -> None:
    account = actions.create_account(
        by=None, institution=cast.institution, username="demo", is_demo=True, password=PASSWORD, on=ON
    )
    backend = AccountBackend()
    assert backend.authenticate(None, username="demo", password=PASSWORD) == account
    assert backend.authenticate(None, username="demo", password="salah") is None
    assert backend.authenticate(None, username="tidak-ada", password=PASSWORD) is None
    settings.DEMO = False
    assert backend.authenticate(None, username="demo", password=PASSWORD) is None
    assert backend.get_user(account.pk) is None


def test_mutasi_ends_the_place_before(cast: Cast) -> None:
    new = f.position(cast.institution, "J-BARU", cast.root)
    Placement.objects.create(
        employee=cast.rara, position=cast.rara.position, kind="definitif", start=date(2024, 1, 1)
    )
    actions.move_employee(
        by=cast["planner"], employee=cast.rara, position=new, start=ON, on=ON, superior=cast.head
    )
    ended = Placement.objects.get(position__code="J-ANALIS")
    assert ended.end == ON - timedelta(days=1)
    cast.rara.refresh_from_db()
    assert (cast.rara.position, cast.rara.unit, cast.rara.superior) == (new, cast.root, cast.head)
    with pytest.raises(Invalid):
        actions.move_employee(
            by=cast["planner"], employee=cast.rara, position=new, start=ON + timedelta(days=1), on=ON
        )


def test_a_mutasi_never_goes_behind_a_later_place(cast: Cast) -> None:
    new = f.position(cast.institution, "J-BARU", cast.root)
    Placement.objects.create(
        employee=cast.rara, position=cast.rara.position, kind="definitif", start=date(2024, 1, 1)
    )
    with pytest.raises(Invalid, match="setelah tanggal itu"):
        actions.move_employee(
            by=cast["planner"], employee=cast.rara, position=new, start=date(2023, 1, 1), on=ON
        )
    cast.rara.refresh_from_db()
    assert cast.rara.position != new


def test_retirement_closes_the_account(cast: Cast) -> None:
    acting = Placement.objects.create(
        employee=cast.rara, position=cast.rara.position, kind="plt", start=date(2026, 1, 1)
    )
    actions.retire(by=cast["planner"], employee=cast.rara, start=ON, on=ON)
    cast.rara.refresh_from_db()
    assert cast.rara.status == EmployeeStatus.RETIRED
    assert not Account.objects.get(pk=cast["employee"].pk).is_active
    acting.refresh_from_db()
    assert acting.end == ON - timedelta(days=1)
    with pytest.raises(WrongState):
        actions.retire(by=cast["planner"], employee=cast.rara, start=ON, on=ON)


def test_roles_have_dates(cast: Cast) -> None:
    grant = actions.grant_role(
        by=cast["admin"], account=cast["employee"], role=Role.PLANNER, institution=cast.institution, on=ON
    )
    assert viewer(cast["employee"], ON).has(Role.PLANNER)
    assert not viewer(cast["employee"], ON - timedelta(days=1)).has(Role.PLANNER)
    actions.end_role(by=cast["admin"], grant=grant, on=ON + timedelta(days=5))
    assert not viewer(cast["employee"], ON + timedelta(days=5)).has(Role.PLANNER)
    own = RoleGrant.objects.get(account=cast["admin"])
    with pytest.raises(NotAllowed):
        actions.end_role(by=cast["admin"], grant=own, on=ON)
    with pytest.raises(NotAllowed):
        actions.grant_role(by=cast["admin"], account=cast["admin"], role=Role.OVERSEER, on=ON)


def test_a_language_is_ones_own(cast: Cast) -> None:
    assert actions.set_language(by=cast["employee"], language="en").language == "en"
    with pytest.raises(Invalid):
        actions.set_language(by=cast["employee"], language="xx")


def another(cast: Cast, who: str) -> str:
    return f"akun-{who}"


MATRIX: dict[str, tuple[set[str], Callable[[Cast, str], object]]] = {
    "create_institution": (set(), lambda c, who: actions.create_institution(by=c[who], code="X", name="X")),
    "create_account": (
        {"admin"},
        lambda c, who: actions.create_account(
            by=c[who], institution=c.institution, username=another(c, who), on=ON
        ),
    ),
    "create_activation_link": (
        {"admin"},
        lambda c, who: actions.create_activation_link(by=c[who], account=c["employee"], on=ON),
    ),
    "create_activation_links_for_unit": (
        {"admin"},
        lambda c, who: actions.create_activation_links_for_unit(by=c[who], unit=c.unit, on=ON),
    ),
    "close_account": (
        {"admin"},
        lambda c, who: actions.close_account(by=c[who], account=c["auditor"], on=ON, reason="Pindah"),
    ),
    "grant_role": (
        {"admin"},
        lambda c, who: actions.grant_role(
            by=c[who], account=c["employee"], role=Role.COACH, institution=c.institution, on=ON
        ),
    ),
    "move_employee": (
        {"planner", "admin"},
        lambda c, who: actions.move_employee(
            by=c[who],
            employee=c.rara,
            position=c.rara.position,
            start=ON,
            on=ON,
            kind=PlacementKind.ACTING,
            end=ON,
        ),
    ),
    "delegate": (
        {"superior", "planner", "admin"},
        lambda c, who: actions.delegate(
            by=c[who], of=c.superior, to=c.head, start=ON, end=ON, reason="Dinas luar", on=ON
        ),
    ),
    "take_in": (
        {"planner"},
        lambda c, who: actions.take_in(by=c[who], employee=c.rara, reason="Segera kembali", on=ON),
    ),
    "retire": (
        {"admin"},
        lambda c, who: actions.retire(by=c[who], employee=c.rara, start=ON, on=ON),
    ),
}


@pytest.mark.parametrize("act", MATRIX)
def test_only_those_named_may_act(cast: Cast, act: str) -> None:
    allowed, do = MATRIX[act]
    refused = set(EVERYBODY) - allowed - ({"planner"} if act == "retire" else set())
    for who in sorted(refused):
        with pytest.raises(NotAllowed):
            do(cast, who)
    assert not Event.objects.exists()
    for who in sorted(allowed):
        do(cast, who)
    assert Event.objects.exists() == bool(allowed)
