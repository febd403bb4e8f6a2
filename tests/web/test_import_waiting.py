"""A large file is checked and stored by the worker; its page asks until it is done."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from pamong.exchange import actions
from pamong.exchange.models import Import, ImportStatus
from pamong.people.models import Unit
from pamong.web.pages import imports
from tests.people_cast import Cast

pytestmark = pytest.mark.django_db
FILE = b"kode_unit,nama_unit,kode_induk,kode_instansi\nU-BARU,Unit Baru,,\n"


@pytest.fixture
def planner(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(imports, "AT_ONCE", 10)
    client.force_login(cast["planner"], backend="pamong.people.signin.AccountBackend")
    return client


def uploaded(planner: Client) -> Import:
    file = SimpleUploadedFile("unit.csv", FILE, content_type="text/csv")
    assert planner.post("/imports/", {"kind": "unit", "file": file}).status_code == 303
    return Import.objects.latest("id")


def test_a_large_file_waits_for_the_worker_and_says_so(planner: Client) -> None:
    item = uploaded(planner)
    assert item.status == ImportStatus.CHECKING
    assert DBTaskResult.objects.count() == 1
    page = planner.get(f"/imports/{item.pk}/").content.decode()
    assert "sedang diperiksa di belakang layar" in page
    part = planner.get(f"/imports/{item.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' in part
    assert "<html" not in part
    assert not Unit.objects.filter(code="U-BARU").exists()

    actions.carry_out(import_id=item.pk)
    done = planner.get(f"/imports/{item.pk}/", headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"
    assert planner.post(f"/imports/{item.pk}/confirm/").status_code == 303
    item.refresh_from_db()
    assert item.status == ImportStatus.IMPORTING
    actions.carry_out(import_id=item.pk)
    item.refresh_from_db()
    assert item.status == ImportStatus.DONE
    assert Unit.objects.filter(code="U-BARU").exists()


def test_work_that_breaks_leaves_nothing_waiting(planner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    item = uploaded(planner)

    def broken(**_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(actions, "check", broken)
    with pytest.raises(RuntimeError):
        actions.carry_out(import_id=item.pk)
    item.refresh_from_db()
    assert item.status == ImportStatus.FAILED
    assert "tidak ada yang tersimpan" in planner.get(f"/imports/{item.pk}/").content.decode()
