"""Every list as XLSX and CSV, with the filters of the page and no more readers than it."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from pamong.audit.models import Read
from pamong.exchange import actions as exchange
from pamong.recommendation import actions
from tests.factories import ON
from tests.people_cast import Cast
from tests.web.doors import door

pytestmark = pytest.mark.django_db
LISTS = (
    ("planner", "/people/export.{kind}"),
    ("planner", "/recommendations/export.{kind}"),
    ("planner", "/units/{unit}/?file={kind}"),
    ("planner", "/units/quality/?file={kind}"),
    ("planner", "/positions/?file={kind}"),
    ("planner", "/competencies/?file={kind}"),
    ("planner", "/talent/?box=3&file={kind}"),
    ("planner", "/imports/?file={kind}"),
    ("auditor", "/audit/?file={kind}"),
    ("auditor", "/audit/reads/?file={kind}"),
    ("admin", "/settings/accounts/?file={kind}"),
    ("overseer", "/reports/?file={kind}"),
    ("competent_authority", "/recommendations/?file={kind}"),
)


@pytest.fixture
def used(cast: Cast) -> Cast:
    """An institution in which every list holds a row."""
    cast.rara.evaluations.update(work="sesuai", behaviour="sesuai")
    exchange.stage(
        kind="unit",
        content=b"kode_unit,nama_unit\nU9,=U\n",
        name="=u.csv",
        institution=cast.institution,
        by=None,
    )
    actions.analyse(institution=cast.institution, on=ON, by=None)
    actions.decide(by=cast["planner"], employee=cast.rara, verdict="accept", on=ON)
    door(cast, "planner").get(f"/people/{cast.rara.pk}/")
    return cast


def content(answer: Any) -> bytes:
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(("who", "address"), LISTS)
def test_a_list_is_a_file_in_both_kinds(used: Cast, who: str, address: str) -> None:
    client = door(used, who)
    box = used.rara.results.get(current=True).box
    address = address.replace("box=3", f"box={box}").replace("{unit}", str(used.unit.pk))
    if "export" in address:
        address += "?state=all"
    lines = content(client.get(address.format(kind="csv"))).decode().splitlines()
    book = load_workbook(io.BytesIO(content(client.get(address.format(kind="xlsx")))))
    rows = list(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert len(rows) >= 2
    assert len(lines) >= len(rows)
    assert not any(str(cell).startswith("=") for row in rows for cell in row if cell)


def test_a_file_is_a_read_of_each_person_in_it(used: Cast) -> None:
    box = used.rara.results.get(current=True).box
    content(door(used, "talent_officer").get(f"/talent/?box={box}&file=csv"))
    assert Read.objects.filter(employee_id=used.rara.pk, reader_role="talent_officer").exists()


def test_who_may_not_open_the_list_gets_no_file(used: Cast) -> None:
    client = door(used, "employee")
    for address in ("/audit/", "/settings/accounts/", "/units/quality/", "/talent/", "/imports/"):
        assert client.get(f"{address}?file=csv").status_code == 404
