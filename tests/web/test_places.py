"""Mutasi, Plt, retirement and delegation on pages, and what then follows."""

import pytest

from pamong.audit.models import Event
from pamong.people.models import Account, Delegation, Placement
from tests import factories as f
from tests.people_cast import Cast
from tests.web.doors import door

pytestmark = pytest.mark.django_db


def test_a_move_ends_the_place_before_and_plt_is_added(cast: Cast) -> None:
    client = door(cast, "admin")
    new = f.position(cast.institution, "J-BARU", cast.root)
    address = f"/people/{cast.rara.pk}/"
    assert f"{address}move/" in client.get(address).content.decode()
    form = {"kind": "definitif", "position": "j-baru", "start": "2026-11-01", "reason": "SK 12"}
    for wrong in ({"position": "TIDAK-ADA"}, {"superior": "1"}, {"reason": ""}, {"start": "2090-01-01"}):
        assert client.post(f"{address}move/", {**form, **wrong}).status_code == 422, wrong
    for code in ("J-KEMBAR1", "J-KEMBAR2"):
        twin = f.position(cast.institution, code, cast.root)
        twin.name = "Analis Kembar"
        twin.save()
    alike = client.post(f"{address}move/", {**form, "position": "analis kembar"})
    assert alike.status_code == 422
    assert "J-KEMBAR1" in alike.content.decode()
    assert "J-KEMBAR2" in alike.content.decode()
    assert client.post(f"{address}move/", form).status_code == 303
    by_name = {**form, "position": "jabatan j-baru", "superior": "hamid"}
    assert client.post(f"{address}move/", by_name).status_code == 303
    cast.rara.refresh_from_db()
    assert cast.rara.superior == cast.head
    assert (cast.rara.position, cast.rara.unit) == (new, cast.root)
    acting = {**form, "kind": "plt", "position": "J-HEAD", "end": "2027-01-31"}
    assert client.post(f"{address}move/", acting).status_code == 303
    assert Placement.objects.filter(employee=cast.rara, kind="plt", end="2027-01-31").exists()
    assert client.post(f"{address}move/", {**acting, "end": "2026-01-01"}).status_code == 422
    assert Event.objects.filter(verb="move_employee", reason="SK 12").count() == 3


def test_who_retires_keeps_the_record_and_loses_the_account(cast: Cast) -> None:
    client = door(cast, "planner")
    address = f"/people/{cast.rara.pk}/"
    assert client.post(f"{address}retire/", {"start": "2090-01-01", "reason": "BUP"}).status_code == 422
    assert client.post(f"{address}retire/", {"start": "2026-11-01", "reason": "BUP"}).status_code == 303
    assert not Account.objects.get(pk=cast["employee"].pk).is_active
    page = client.get(address)
    assert page.status_code == 200
    assert "/move/" not in page.content.decode()
    assert client.get(f"{address}retire/").status_code == 404


def test_a_superior_delegates_by_the_admin_or_alone(cast: Cast) -> None:
    address = f"/people/{cast.superior.pk}/delegate/"
    form = {"to": cast.head.nip, "start": "2026-11-20", "end": "2026-12-31", "reason": "Diklat"}
    own = door(cast, "superior")
    assert address in own.get(f"/people/{cast.superior.pk}/").content.decode()
    assert own.post(address, {**form, "end": "2026-11-01"}).status_code == 422
    assert own.post(address, {**form, "to": cast.superior.nip}).status_code == 422
    assert own.post(address, form).status_code == 303
    assert Delegation.objects.get().to == cast.head
    assert cast.head.name in own.get(address).content.decode()
    assert door(cast, "admin").post(address, form).status_code == 303
    assert own.get(f"/people/{cast.rara.pk}/delegate/").status_code == 404


def test_a_unit_gets_accounts_with_links_to_print(cast: Cast) -> None:
    client = door(cast, "admin")
    made = f.employee(cast.institution, "Belum Punya Akun", unit=cast.unit)
    answer = client.post("/settings/accounts/links/", {"unit": cast.unit.pk})
    page = answer.content.decode()
    assert made.name in page
    assert "/activate/" in page
    assert "data-print" in page
    assert Account.objects.filter(employee=made, username=made.nip).exists()


def test_accounts_are_narrowed_to_a_unit_and_what_is_below_it(cast: Cast) -> None:
    client = door(cast, "admin")
    everywhere = client.get("/settings/accounts/").content.decode()
    assert "/settings/accounts/links/" not in everywhere
    below = f.unit(cast.institution, "SEKSI", parent=cast.unit)
    inside = f.account(
        cast.institution, "orang-dalam", f.employee(cast.institution, "Orang Dalam", unit=below)
    )
    elsewhere = f.unit(cast.institution, "LAIN")
    outside = f.account(
        cast.institution, "orang-lain", f.employee(cast.institution, "Orang Lain", unit=elsewhere)
    )
    page = client.get(f"/settings/accounts/?unit={cast.unit.pk}").content.decode()
    assert inside.username in page
    assert outside.username not in page
    assert f'name="unit" value="{cast.unit.pk}"' in page  # the links of just this unit
