"""The whole road of files on small invented rows with the untidiness of real ones."""

from datetime import date

import pytest

from pamong.audit.models import Event
from pamong.competency.models import Assessment, CompetencyEdition, PositionStandard, StandardLevel
from pamong.exchange.actions import import_rows, table_of
from pamong.exchange.positions import read_grade, read_rank
from pamong.exchange.report import Report
from pamong.people.models import Account, Employee, Institution, Placement, Position, Unit
from pamong.performance.models import Dialogue, Evaluation
from pamong.policy.words import GENERIC

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 24)
HEAD = (
    "kode_jabatan,nama_jabatan,nama_unit,jenis_jabatan,kelompok_jabatan,urusan_pemerintahan,pangkat_minimal,"
    "pendidikan_formal," + ",".join(GENERIC) + ",pelatihan_struktural,pelatihan_fungsional,pelatihan_teknis\n"
)
NO = "Tidak dipersyaratkan"
JABATAN = HEAD + (
    f"J1,Kepala Dinas Rempah,Dinas Rempah. ,Struktural,Jabatan Pimpinan Tinggi Pratama,Rempah,"
    f"Pembina Utama Muda / (IV.d),S 1 / D IV,4,4,4,4,4,4,4,4,4,Diklat PIM Tk II,{NO},{NO}\n"
    f"J2,Kepala Sub Bagian Umum,Sub Bagian Umum,Struktural,Jabatan Pengawas,,Penata (III.c),S1,"
    f"2,2,2,2,2,2,2,2,{NO},{NO},{NO},{NO}\n"
    f"J3,Kepala Sub Bagian Umum,Sub Bagian Umum.,Struktural,Jabatan Pengawas,,Penata / (III.c),S1,"
    f",,,,,,,,,{NO},{NO},{NO}\n"
)
BOSS, STAFF = "197501172000031002", "198703122010122003"
PEGAWAI = (
    "nip;nama;jenis_asn;golongan;kode_jabatan;kode_unit;kode_instansi;nip_atasan;tmt_jabatan;pendidikan;email\n"
    f"{STAFF};Sekar Ayuningtyas;PNS;Penata / (III.c);J2;;UJI;{BOSS};01-04-2023;S1;\n"
    f"19750117 200003 1 002;Daeng Marewa;PNS;IV/d;J1;;UJI;;2020-01-02;S2;daeng@contoh.go.id\n"
)


@pytest.fixture
def institution() -> Institution:
    return Institution.objects.create(code="UJI", name="Instansi Uji")


def bring(institution: Institution, kind: str, text: str, *, dry_run: bool = False) -> Report:
    table = table_of(text.encode(), f"{kind}.csv")
    return import_rows(kind=kind, table=table, institution=institution, by=None, on=ON, dry_run=dry_run)


@pytest.fixture
def staffed(institution: Institution) -> Institution:
    assert bring(institution, "jabatan", JABATAN).ok
    report = bring(institution, "pegawai", PEGAWAI)
    assert report.ok, report.errors
    return institution


def test_untidy_positions(institution: Institution) -> None:
    report = bring(institution, "jabatan", JABATAN)
    assert (report.new, report.errors) == (3, ())
    first = Position.objects.get(code="J1")
    assert first.minimum_rank == "IV/d"
    assert first.grade_level == "jpt_pratama"
    assert first.training == {"struktural": "Diklat PIM Tk II"}
    assert first.unit is not None
    assert first.unit.name == "Dinas Rempah"
    assert first.unit.head_position == first
    assert first.unit.path == f"/{first.unit.pk}/"
    assert Unit.objects.count() == 2
    assert any("kode yang dipakai" in str(n.sentence) for n in report.notices)
    assert StandardLevel.objects.filter(standard__position__code="J2").count() == 8
    assert PositionStandard.objects.get(position__code="J3").derived


def test_a_second_import_changes_nothing(staffed: Institution) -> None:
    for kind, text in (("jabatan", JABATAN), ("pegawai", PEGAWAI)):
        report = bring(staffed, kind, text)
        assert (report.new, report.changed) == (0, 0), kind
    assert Placement.objects.count() == 2


def test_superior_below_in_the_file(staffed: Institution) -> None:
    staff = Employee.objects.get(nip=STAFF)
    assert staff.superior == Employee.objects.get(nip=BOSS)
    assert staff.unit == Unit.objects.get(name="Sub Bagian Umum")
    assert staff.rank == "III/c"
    assert Event.objects.filter(verb="exchange.import").count() == 2


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (STAFF, "1,98703E+17", "nip"),
        (f"UJI;{BOSS}", f"LAIN;{BOSS}", "kode_instansi"),
        ("01-04-2023", "01-04-2027", "tmt_jabatan"),
        (";J2;", ";J9;", "kode_jabatan"),
        ("UJI;;2020", f"UJI;{STAFF};2020", "nip_atasan"),
        ("PNS;IV", "PPPK;IV", "nip"),
    ],
)
def test_one_wrong_cell_stops_all(institution: Institution, old: str, new: str, column: str) -> None:
    bring(institution, "jabatan", JABATAN)
    report = bring(institution, "pegawai", PEGAWAI.replace(old, new, 1))
    assert column in {problem.column for problem in report.errors}
    assert not Employee.objects.exists()
    assert Report.from_json(report.as_json()) == report


def test_mutation_closes_the_placement_before(staffed: Institution) -> None:
    bring(staffed, "pegawai", PEGAWAI.replace("J2;;UJI", "J3;;UJI").replace("01-04-2023", "2025-01-01"))
    old, new = Placement.objects.filter(employee__nip=STAFF).order_by("start")
    assert (old.end, new.end) == (date(2024, 12, 31), None)
    history = "nip,kode_jabatan,kode_unit,kode_instansi,mulai,selesai,jenis\n"
    assert bring(staffed, "riwayat", history + f"{STAFF},J1,,UJI,2026-01-01,2027-01-01,plt\n").new == 1
    assert bring(staffed, "riwayat", history + f"{STAFF},,,UJI,2026-02-01,,berhenti\n").new == 1
    assert Employee.objects.get(nip=STAFF).status == "pensiun"


def test_who_leaves_by_file_no_longer_signs_in_and_may_come_back(staffed: Institution) -> None:
    boss = Employee.objects.get(nip=BOSS)
    account = Account.objects.create(username="daeng", employee=boss, institution=staffed)
    head = "nip,kode_jabatan,kode_unit,kode_instansi,mulai,selesai,jenis\n"
    assert bring(staffed, "riwayat", head + f"{BOSS},,,,2026-10-01,,berhenti\n").ok
    boss.refresh_from_db()
    account.refresh_from_db()
    assert (boss.status, account.is_active) == ("pensiun", False)
    again = bring(staffed, "riwayat", head + f"{BOSS},,,,2026-10-01,,berhenti\n")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    assert bring(staffed, "riwayat", head + f"{BOSS},J1,,,2026-11-01,,definitif\n").ok
    boss.refresh_from_db()
    account.refresh_from_db()
    assert (boss.status, account.is_active) == ("aktif", False)  # an account is opened by a person


def test_evidence(staffed: Institution) -> None:
    asesmen = "nip,kode_kompetensi,level,sumber,tanggal\n" + "".join(
        f"{STAFF},{code},1,Uji Kompetensi,2026-03-12\n" for code in GENERIC
    )
    assert bring(staffed, "asesmen", asesmen).new == 9
    assert Assessment.objects.filter(standard__position__code="J2").count() == 9
    assert bring(staffed, "asesmen", asesmen.replace(",1,", ",2,", 1)).changed == 1
    kinerja = "nip,tahun,hasil_kerja,perilaku_kerja,indikator_di_bawah,nilai\n"
    assert (
        bring(
            staffed, "kinerja", kinerja + f"{STAFF},2025,Di atas ekspektasi,sesuai,,\n{BOSS},2025,,,,89.5\n"
        ).new
        == 2
    )
    assert Evaluation.objects.get(employee__nip=STAFF).work == "di_atas"
    assert not bring(staffed, "kinerja", kinerja + f"{STAFF},2025,sesuai,,,\n").ok
    causes = "nip,tahun,penyebab\n"
    bring(staffed, "penyebab", causes + f"{STAFF},2025,motivasi\n{BOSS},2025,\n")
    bring(staffed, "penyebab", causes + f"{STAFF},2025,karier\n")
    assert [(d.cause, d.current) for d in Dialogue.objects.order_by("id")] == [
        ("motivasi", False),
        ("karier", True),
    ]


def test_standard_of_the_same_day_is_archived(staffed: Institution) -> None:
    head = "kode_jabatan,kode_kompetensi,jenis,level,berlaku_mulai\n"
    row = "J2,arsip_digital,teknis,3,\n"
    assert bring(staffed, "standar", head + row).changed == 1
    assert bring(staffed, "standar", head + row).unchanged == 1
    kept = PositionStandard.objects.filter(position__code="J2")
    assert sorted(s.status for s in kept) == ["archived", "in_force"]
    assert kept.get(status="in_force").levels.count() == 9


def test_dictionary_editions(institution: Institution) -> None:
    text = (
        "kompetensi,kelompok,level,deskripsi,indikator\n"
        "Kerja sama,manajerial,1,Ikut serta,1.1.Hadir; | 1.2.Membantu\n"
        "Perekat Bangsa,sosial kultural,1,Menghargai,1.1.Santun\n"
    )
    assert bring(institution, "kamus", text).new == 2
    assert bring(institution, "kamus", text).unchanged == 2
    assert bring(institution, "kamus", text.replace("Ikut serta", "Berperan")).changed == 1
    edition = CompetencyEdition.objects.get(competency__code="kerjasama", number=2)
    assert edition.levels["1"] == {"description": "Berperan", "indicators": ["Hadir", "Membantu"]}


def test_units_top_down(institution: Institution) -> None:
    text = "kode_unit,nama_unit,kode_induk,kode_instansi\nB,Bagian,D,UJI\nD,Deputi,,UJI\n"
    assert bring(institution, "unit", text, dry_run=True).new == 2
    assert not Unit.objects.exists()
    assert bring(institution, "unit", text).new == 2
    below, above = Unit.objects.get(code="B"), Unit.objects.get(code="D")
    assert below.path == f"/{above.pk}/{below.pk}/"
    assert bring(institution, "unit", text).unchanged == 2
    assert not bring(institution, "unit", text.replace("Deputi,,", "Deputi,B,")).ok


def test_a_unit_has_a_place_where_the_file_says_so(institution: Institution) -> None:
    head = "kode_unit,nama_unit,kode_induk,kode_instansi,lokasi\n"
    assert bring(institution, "unit", head + "D,Deputi,,UJI, Kota  Baru\nB,Bagian,D,UJI,\n").new == 2
    assert [unit.place for unit in Unit.objects.order_by("path")] == ["Kota Baru", ""]
    moved = bring(institution, "unit", head + "D,Deputi,,UJI,Makassar\nB,Bagian,D,UJI,\n")
    assert (moved.changed, moved.unchanged) == (1, 1)
    # Neither a file without the column nor an empty cell takes the place away.
    assert bring(institution, "unit", "kode_unit,nama_unit,kode_induk,kode_instansi\nD,Deputi,,UJI\n").unchanged == 1  # fmt: skip
    assert bring(institution, "unit", head + "D,Deputi,,UJI,\n").unchanged == 1
    assert Unit.objects.get(code="D").place == "Makassar"
    [error] = bring(institution, "unit", head + f"D,Deputi,,UJI,{'x' * 101}\n").errors
    assert "lokasi" in error.sentence.id


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Penata Muda Tk. I / (III.b)", "III/b"),
        ("Pengatur Muda Tk I (II.b)", "II/b"),
        ("Pembina Tingkat I", "IV/b"),
        ("IIIc", "III/c"),
        ("IV e", "IV/e"),
        ("IX", "IX"),
        ("XVII", "XVII"),
        ("XVIII", ""),
        ("aneh", ""),
    ],
)
def test_ranks(text: str, code: str) -> None:
    assert read_rank(text) == (code, None)


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["atasan", "Penilaian atasan", "penilaian 360°", "Bukti kerja", "360°"])
def test_a_source_is_read_as_the_screens_name_it(staffed: Institution, written: str) -> None:
    text = f"nip,kode_kompetensi,level,sumber,tanggal\n{STAFF},integritas,2,{written},2026-01-02\n"
    assert bring(staffed, "asesmen", text, dry_run=True).ok


def test_grades() -> None:
    assert read_grade("Fungsional", "Jabatan Fungsional Ahli Utama", "") == "ahli_utama"
    assert read_grade("Fungsional", "", "Perencana Madya") == "ahli_madya"
    assert read_grade("Struktural", "Jabatan Administrator", "") == "administrator"
