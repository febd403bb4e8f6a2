"""The invented institutions: the same each time, in the contract's shapes, and every rule occurs."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pamong.cli.demo.careers import FAMILIES, RANKS
from pamong.cli.demo.cast import ACCOUNTS, CAST, TEAM_SIZE
from pamong.cli.demo.institution import invent, invent_stranger
from pamong.cli.demo.people_for_real import RealPosition, people_for_real
from pamong.cli.demo.shapes import GENERIC_CODES, HEADERS, Invented
from pamong.cli.demo.writing import ANALYSIS_KINDS, write
from pamong.policy.analysis import weigh
from pamong.policy.facts import Assessed, CauseGiven, Evaluation, Facts, Required
from pamong.policy.nip import parse_nip
from pamong.policy.words import GENERIC, AsnKind, Axis, Cause, Cluster, Method, Source

RULES = {f"JALUR-{number:02}" for number in range(15)}


@pytest.fixture(scope="module")
def institute() -> Invented:
    return invent()


@pytest.fixture(scope="module")
def stranger() -> Invented:
    return invent_stranger()


def _facts(made: Invented) -> Iterator[tuple[dict[str, str], Facts]]:
    required: dict[str, list[Required]] = defaultdict(list)
    assessed: dict[str, list[Assessed]] = defaultdict(list)
    evaluations: dict[str, list[Evaluation]] = defaultdict(list)
    causes: dict[str, list[CauseGiven]] = defaultdict(list)
    for row in made.rows("standar"):
        line = Required(row["kode_kompetensi"], int(row["level"]), Cluster(row["jenis"]))
        required[row["kode_jabatan"]].append(line)
    for order, row in enumerate(made.rows("asesmen")):
        day = date.fromisoformat(row["tanggal"])
        one = Assessed(row["kode_kompetensi"], int(row["level"]), Source(row["sumber"]), day, order)
        assessed[row["nip"]].append(one)
    for order, row in enumerate(made.rows("kinerja")):
        work, behaviour = (Axis(row[n]) if row[n] else None for n in ("hasil_kerja", "perilaku_kerja"))
        score = Decimal(row["nilai"]) if row["nilai"] else None
        below = int(row["indikator_di_bawah"] or 0)
        evaluations[row["nip"]].append(Evaluation(int(row["tahun"]), work, behaviour, below, score, order))
    for order, row in enumerate(made.rows("penyebab")):
        causes[row["nip"]].append(CauseGiven(int(row["tahun"]), Cause(row["penyebab"]), order))
    for person in made.rows("pegawai"):
        nip = person["nip"]
        yield (
            person,
            Facts(
                tuple(required[person["kode_jabatan"]]),
                tuple(assessed[nip]),
                tuple(evaluations[nip]),
                tuple(causes[nip]),
            ),
        )


def test_the_same_arguments_give_the_same_rows(institute: Invented) -> None:
    assert invent().tables == institute.tables
    assert invent(seed=5).tables != institute.tables


def test_every_row_fits_its_header(institute: Invented, stranger: Invented) -> None:
    for made in (institute, stranger):
        assert set(made.tables) == set(HEADERS)
        for kind, rows in made.tables.items():
            assert rows, kind
            assert {len(row) for row in rows} == {len(HEADERS[kind])}
    assert tuple(GENERIC) == GENERIC_CODES


@pytest.mark.parametrize("people", [60, 130, 850, 2000])
def test_has_as_many_people_as_asked(people: int) -> None:
    assert len(invent(people).tables["pegawai"]) == people


def test_too_few_people_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 60"):
        invent(10)


def test_codes_and_names_are_unique(institute: Invented, stranger: Invented) -> None:
    for made in (institute, stranger):
        for kind, column in (
            ("unit", "kode_unit"),
            ("unit", "nama_unit"),
            ("jabatan", "kode_jabatan"),
            ("pegawai", "nip"),
            ("pegawai", "email"),
        ):
            values = [row[column] for row in made.rows(kind)]
            assert len(values) == len(set(values)), (kind, column)
        levels = [(r["kode_jabatan"], r["kode_kompetensi"], r["berlaku_mulai"]) for r in made.rows("standar")]
        assert len(levels) == len(set(levels))
    assert not {row[0] for row in institute.tables["pegawai"]} & {
        row[0] for row in stranger.tables["pegawai"]
    }


def test_references_hold(institute: Invented, stranger: Invented) -> None:
    for made in (institute, stranger):
        units = {row["kode_unit"] for row in made.rows("unit")}
        names = {row["nama_unit"] for row in made.rows("unit")}
        positions = {row["kode_jabatan"] for row in made.rows("jabatan")}
        words = {row["kode_kompetensi"] for row in made.rows("kamus")}
        nips = {row["nip"] for row in made.rows("pegawai")}
        assert {row["kode_induk"] for row in made.rows("unit")} <= units | {""}
        assert {row["nama_unit"] for row in made.rows("jabatan")} <= names
        assert {row["kode_kompetensi"] for row in made.rows("standar")} <= words
        assert {row["kode_kompetensi"] for row in made.rows("asesmen")} <= words
        for row in made.rows("pegawai"):
            assert row["kode_jabatan"] in positions
            assert row["kode_unit"] in units
            assert row["nip_atasan"] in nips | {""}
            assert row["nip_atasan"] != row["nip"]
        for kind in ("riwayat", "asesmen", "kinerja", "penyebab"):
            assert {row["nip"] for row in made.rows(kind)} <= nips


def test_the_reporting_line_ends_at_one_head(institute: Invented) -> None:
    above = {row["nip"]: row["nip_atasan"] for row in institute.rows("pegawai")}
    assert list(above.values()).count("") == 1
    for start in above:
        nip, steps = start, 0
        while above[nip]:
            nip, steps = above[nip], steps + 1
            assert steps < 9


def test_every_nip_means_what_the_row_says(institute: Invented, stranger: Invented) -> None:
    for made in (institute, stranger):
        for row in made.rows("pegawai"):
            nip = parse_nip(row["nip"])
            assert nip.kind is AsnKind(row["jenis_asn"])
            assert (row["golongan"] in RANKS) == (nip.kind is AsnKind.PNS)
            assert bool(row["akhir_kontrak"]) == (nip.kind is AsnKind.PPPK)
            assert made.on.year - nip.birth.year <= 65
            assert nip.appointed_year - nip.birth.year >= 18
            assert int(row["tmt_jabatan"][:4]) >= nip.appointed_year


def test_nothing_lies_after_the_day(institute: Invented) -> None:
    day = institute.on.isoformat()
    assert max(row["tanggal"] for row in institute.rows("asesmen")) <= day
    assert max(row["mulai"] for row in institute.rows("riwayat")) <= day
    assert max(row["tmt_jabatan"] for row in institute.rows("pegawai")) <= day


def test_has_the_variety_of_an_institution(institute: Invented) -> None:
    people = list(institute.rows("pegawai"))
    assert set(Counter(row["status"] for row in people)) >= {"aktif", "cpns", "tugas_belajar"}
    assert {row["jenis"] for row in institute.rows("riwayat")} >= {"definitif", "plt", "plh"}
    assert {row["sumber"] for row in institute.rows("asesmen")} == set(Source)
    assert len({row["tahun"] for row in institute.rows("kinerja")}) == 4
    fields = {family.field for family in FAMILIES.values()}
    assert {row["urusan_pemerintahan"] for row in institute.rows("jabatan")} <= fields


@pytest.mark.parametrize("people", [60, 850])
def test_every_rule_occurs(people: int) -> None:
    made = invent(people)
    found: Counter[str] = Counter()
    career_extras, completeness = 0, set()
    for _, facts in _facts(made):
        result = weigh(facts, on=made.on)
        found[str(result.rule)] += 1
        completeness.add(str(result.completeness))
        career_extras += str(result.rule) == "JALUR-09" and Method.COACHING in result.extra
    assert set(found) == RULES
    assert career_extras  # JALUR-15
    assert completeness == {"lengkap", "kedaluwarsa", "sementara", "kurang_data"}
    if people == 850:
        assert 5 <= found["JALUR-01"] <= 25  # konseling stays rare, yet may be counted


def test_the_cast_is_where_the_accounts_say(institute: Invented, stranger: Invented) -> None:
    people = {row["nip"]: row for made in (institute, stranger) for row in made.rows("pegawai")}
    for one in CAST:
        assert people[one.nip]["nama"] == one.name
        assert people[one.nip]["kode_unit"] == one.unit
    assert len({account[0] for account in ACCOUNTS}) == len(ACCOUNTS) == 13
    superior = next(one for one in CAST if one.username == "atasan")
    team = [nip for nip, row in people.items() if row["nip_atasan"] == superior.nip]
    assert len(team) == TEAM_SIZE
    results = {row["nip"]: weigh(facts, on=institute.on) for row, facts in _facts(institute)}
    rules = {str(results[nip].rule) for nip in team}
    assert rules >= {"JALUR-01", "JALUR-03", "JALUR-08", "JALUR-10", "JALUR-12", "JALUR-13"}
    employee = next(one for one in CAST if one.username == "pegawai")
    assert employee.nip in team
    assert results[employee.nip].main is Method.MENTORING


def test_writes_the_folder_for_analyse_files(institute: Invented, tmp_path: Path) -> None:
    write(institute, tmp_path, ANALYSIS_KINDS)
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(ANALYSIS_KINDS)
    with (tmp_path / "pegawai.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == list(institute.rows("pegawai"))


def test_invents_people_for_real_positions() -> None:
    positions = [
        RealPosition(f"{number}", f"U{number}", grade, dict.fromkeys(GENERIC_CODES, level))
        for number, (grade, level) in enumerate(
            [("jpt_pratama", 4), ("administrator", 3), ("ahli_muda", 3), ("terampil", 1), ("", 2)] * 40
        )
    ]
    made = people_for_real(positions, institution="PROV")
    assert made.tables == people_for_real(positions, institution="PROV").tables
    assert {row["kode_jabatan"] for row in made.rows("pegawai")} == {p.code for p in positions}
    for row in made.rows("pegawai"):
        parse_nip(row["nip"])
    assert made.tables["asesmen"]
    assert made.tables["kinerja"]
    assert made.tables["penyebab"]


def test_the_shipped_dictionary_is_whole() -> None:
    rows = [row for row in invent_stranger().rows("kamus") if row["kelompok"] != "teknis"]
    assert [row["kode_kompetensi"] for row in rows[::5]] == list(GENERIC_CODES)
    for row in rows:
        assert GENERIC[row["kode_kompetensi"]][0] == row["kelompok"]
        assert 2 <= len(row["indikator"].split(" | ")) <= 4
        assert row["definisi"]
        assert row["deskripsi"]
    assert Counter(row["level"] for row in rows) == dict.fromkeys("12345", 9)
