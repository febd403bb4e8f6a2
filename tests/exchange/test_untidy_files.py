"""Files as they really come: broken, half calculated, rounded. Each is told in one sentence, or read as meant."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from pamong.exchange.actions import import_rows, table_of
from pamong.exchange.report import Report
from pamong.exchange.sheets import read_table
from pamong.people.models import Employee, Institution, Unit
from pamong.performance.models import Evaluation
from pamong.policy.errors import Invalid

ON = date(2026, 11, 24)
UNIT = "kode_unit,nama_unit,kode_induk,kode_instansi\n"
NIP = "198703122010122003"


def book(*rows: list[object]) -> bytes:
    made, out = Workbook(), io.BytesIO()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(out)
    return out.getvalue()


def bring(institution: Institution, kind: str, content: bytes) -> Report:
    table = table_of(content, f"{kind}.xlsx")
    return import_rows(kind=kind, table=table, institution=institution, by=None, on=ON)


@pytest.fixture
def institution() -> Institution:
    found = Institution.objects.create(code="UJI", name="Instansi Uji")
    Employee.objects.create(institution=found, nip=NIP, name="Sekar Ayuningtyas", asn_kind="PNS")
    return found


def test_the_line_that_is_not_utf8_is_named() -> None:
    with pytest.raises(Invalid, match="baris 3"):
        read_table((UNIT + "U1,Pusat,,\nU2,Seksi Café,,\n").encode("latin-1"), "unit.csv")


def test_a_quote_without_its_end_swallows_nothing() -> None:
    with pytest.raises(Invalid, match="baris 3: susunan CSV"):
        read_table((UNIT + 'U1,Pusat,,\nU2,"Seksi,,\nU3,Bidang,,\n').encode(), "unit.csv")


def test_the_separator_line_of_a_spreadsheet_is_read_over() -> None:
    table = read_table(("sep=;\r\n" + UNIT.replace(",", ";") + "U1;Pusat, Besar;;UJI\n").encode())
    assert table.headers == ("kode_unit", "nama_unit", "kode_induk", "kode_instansi")
    assert (table.rows, table.lines) == ([["U1", "Pusat, Besar", "", "UJI"]], [3])


def test_a_broken_workbook_is_told() -> None:
    whole, out = zipfile.ZipFile(io.BytesIO(book(["nip"], ["x"]))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as broken:
        for name in whole.namelist():
            content = whole.read(name)
            broken.writestr(name, content[: len(content) // 2] if "worksheets" in name else content)
    for content in (out.getvalue(), book(["a"])[:900]):
        with pytest.raises(Invalid, match="tidak terbaca"):
            read_table(content, "pegawai.xlsx")


def test_a_formula_without_its_result_is_told_with_its_place() -> None:
    head: list[object] = ["nip", "tahun", "nilai"]
    with pytest.raises(Invalid, match='baris 2, kolom nilai: rumus "=80\\+5" tanpa hasil'):
        read_table(book(head, [NIP, 2025, "=80+5"]), "kinerja.xlsx")
    assert read_table(book(head, [NIP, 2025, 85.5])).rows == [[NIP, "2025", "85.5"]]


@pytest.mark.django_db
@pytest.mark.parametrize("kept", [1.99104012015011e17, 1.98703122010122e17])
def test_a_nip_that_became_a_number_is_told_as_that(institution: Institution, kept: float) -> None:
    head = ["nip", "kode_kompetensi", "level", "sumber", "tanggal"]
    report = bring(institution, "asesmen", book(head, [kept, "integritas", 2, "atasan", "2026-01-02"]))
    assert "bilangan ilmiah" in report.errors[0].cure.id
    assert "E+17" in report.errors[0].value


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("89,996", "89.99"),
        ("89.99999999999999", "90"),
        ("75", "75"),
        ("1_0", None),
        ("1e2", None),
        ("-1", None),
    ],
)
def test_a_score_is_never_rounded_up_over_a_bound(
    institution: Institution, written: str, read: str | None
) -> None:
    head = ["nip", "tahun", "hasil_kerja", "perilaku_kerja", "indikator_di_bawah", "nilai"]
    report = bring(institution, "kinerja", book(head, [NIP, 2025, None, None, None, written]))
    assert report.ok is (read is not None)
    if read is not None:
        assert Evaluation.objects.get().score == Decimal(read)


@pytest.mark.django_db
def test_a_number_of_thousands_of_digits_is_only_wrong(institution: Institution) -> None:
    head = ["nip", "tahun", "penyebab"]
    report = bring(institution, "penyebab", book(head, [NIP, "9" * 5000, "karier"]))
    assert [problem.column for problem in report.errors] == ["tahun"]


@pytest.mark.django_db
def test_a_code_too_long_to_be_kept_is_told(institution: Institution) -> None:
    report = bring(institution, "unit", (UNIT + "U" * 41 + ",Pusat,,UJI\n").encode())
    assert [(p.row, p.column) for p in report.errors] == [(2, "kode_unit")]
    assert not Unit.objects.exists()
