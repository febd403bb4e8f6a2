"""Staged files, undo, wide shape, templates and lists out."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook

from pamong.competency.models import Assessment, StandardLevel
from pamong.exchange import actions
from pamong.exchange.export import csv_lines, xlsx_chunks
from pamong.exchange.kinds import KINDS
from pamong.exchange.models import ImportStatus
from pamong.exchange.templates import template
from pamong.people.models import Employee, Institution, Position
from pamong.performance.models import Evaluation
from pamong.policy.errors import WrongState
from pamong.policy.nip import format_nip
from tests.exchange.test_real import JABATAN, ON, PEGAWAI, STAFF, bring, institution, staffed

__all__ = ["institution", "staffed"]
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def imported(institution: Institution, kind: str, text: str):
    item = actions.stage(
        kind=kind, content=text.encode(), name=f"{kind}.csv", institution=institution, by=None
    )
    report = actions.check(item=item, on=ON)
    assert report.ok, report.errors
    actions.confirm(item=item, by=None, on=ON, now=NOW)
    item.refresh_from_db()
    assert item.status == ImportStatus.DONE
    return item


def test_undo_brings_everything_back(staffed: Institution) -> None:
    fresh = imported(
        staffed, "jabatan", JABATAN.replace("J2,", "J5,").replace("J1,Kepala Dinas", "J1,Pimpinan Dinas")
    )
    assert Position.objects.count() == 4
    actions.undo(item=fresh, by=None, now=NOW + timedelta(hours=1))
    assert set(Position.objects.values_list("code", "name")) >= {("J1", "Kepala Dinas Rempah")}
    assert Position.objects.count() == 3
    standard = imported(staffed, "standar", "kode_jabatan,kode_kompetensi,jenis,level\nJ2,arsip,teknis,2\n")
    actions.undo(item=standard, by=None, now=NOW)
    assert (
        StandardLevel.objects.filter(standard__position__code="J2", standard__status="in_force").count() == 8
    )


def test_undo_stops_where_rows_changed_or_a_day_passed(staffed: Institution) -> None:
    item = imported(staffed, "pegawai", PEGAWAI.replace("Sekar Ayuningtyas", "Sekar A."))
    with pytest.raises(WrongState):
        actions.undo(item=item, by=None, now=NOW + timedelta(days=2))
    Employee.objects.filter(nip=STAFF).update(email="lain@contoh.go.id")
    with pytest.raises(WrongState):
        actions.undo(item=item, by=None, now=NOW)


def test_wide_assessments_and_evaluations(staffed: Institution) -> None:
    text = f"NIP;Integritas;Kerja Sama;Catatan\n{STAFF};2;-;x\n"
    item = actions.stage(kind="asesmen", content=text.encode(), name="a.csv", institution=staffed, by=None)
    assert item.mapping == {"NIP": "nip"}
    actions.map_columns(
        item=item, mapping={**item.mapping, "=sumber": "atasan", "=tanggal": "2026-02-01"}, by=None
    )
    assert actions.check(item=item, on=ON).new == 1
    actions.confirm(item=item, by=None, on=ON, now=NOW)
    assert Assessment.objects.get().competency.code == "integritas"
    years = f"nip,Hasil Kerja 2024,perilaku_kerja_2024,nilai 2025\n{STAFF},3,sesuai,91\n"
    report = bring(staffed, "kinerja", years)
    assert [(p.column, p.value) for p in report.errors] == [("hasil_kerja", "3")]
    actions.remember_meaning(
        institution=staffed, kind="kinerja", column="hasil_kerja", written="3", meaning="di_atas", by=None
    )
    assert bring(staffed, "kinerja", years).new == 2
    assert Evaluation.objects.get(year=2024).work == "di_atas"


@pytest.mark.parametrize("kind", KINDS)
def test_template_of_every_kind_is_readable(kind: str) -> None:
    table = actions.table_of(template(kind), "contoh.xlsx")
    assert table.headers == tuple(column.name for column in KINDS[kind].columns)
    assert len(table.rows) == 1


def test_lists_out_keep_nip_and_run_nothing() -> None:
    rows = [[STAFF, "=1+1", None, 3]]
    assert list(csv_lines(["nip", "nama", "x", "n"], rows))[1] == f"{format_nip(STAFF)};'=1+1;;3\r\n"
    book = load_workbook(io.BytesIO(b"".join(xlsx_chunks(["nip", "nama", "x", "n"], rows))))
    cells = list(book.active.iter_rows(min_row=2, values_only=True))  # type: ignore[union-attr]
    assert cells == [(STAFF, "'=1+1", None, 3)]


def test_a_control_character_in_a_text_breaks_no_spreadsheet() -> None:
    book = load_workbook(io.BytesIO(b"".join(xlsx_chunks(["alasan"], [["Cuti\x01\x08 dahulu\x1b"]]))))
    assert list(book.active.iter_rows(min_row=2, values_only=True)) == [("Cuti dahulu",)]  # type: ignore[union-attr]  # it has a sheet
