"""The analysis over files: what it writes, and what of the input must not matter."""

import csv
import hashlib
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pamong.engine.files import Job, analyse_files
from pamong.policy import RULE_VERSION
from pamong.policy.analysis import weigh
from pamong.policy.facts import Assessed, Evaluation, Facts, Required
from pamong.policy.record import result_row
from pamong.policy.settings import DEFAULTS
from pamong.policy.words import Cluster, Source
from tests.engine.people import file_rows, nip, write_csv, write_parquet
from tests.engine.test_single_is_batch import ON, crowd

pytestmark = pytest.mark.slow

COLUMNS = [
    "nip", "kode_instansi", "kode_unit", "jpm", "kategori_jpm", "kategori_seleksi", "gap_umum", "gap_teknis",
    "predikat", "gap_kinerja", "kotak", "penyebab", "saran", "kode_aturan", "saran_tambahan", "keyakinan",
]  # fmt: skip


def run(folder: Path, out: Path, **more) -> dict:
    return analyse_files(Job(folder, out, ON, **more))


def result(out: Path) -> list[dict]:
    return pq.read_table(out / "hasil.parquet").to_pylist()


def alone(facts: Facts, person: int) -> dict:
    row = result_row(weigh(facts, on=ON, settings=DEFAULTS))
    del row["gaps"], row["inputs"]
    return {"nip": nip(person), "kode_instansi": "I1", "kode_unit": f"U{person % 3}", **row}


@pytest.mark.parametrize("many_codes", [False, True])
def test_files_give_the_rows_of_the_single_path(tmp_path, many_codes):
    people = crowd(11, 300, ON, many_codes=many_codes)
    expected = [alone(facts, person) for person, facts in enumerate(people)]
    rows = file_rows(people)
    run(write_csv(tmp_path / "csv", rows), tmp_path / "a")
    assert result(tmp_path / "a") == expected
    run(write_csv(tmp_path / "semi", rows, ";"), tmp_path / "b", threads=1)
    run(write_parquet(tmp_path / "parquet", rows), tmp_path / "c", memory_limit="500MB")
    assert result(tmp_path / "b") == expected
    assert result(tmp_path / "c") == expected


def test_writes_what_the_contract_names(tmp_path):
    people = crowd(3, 40, ON, many_codes=False)
    folder = write_csv(tmp_path / "in", file_rows(people))
    manifest = run(folder, tmp_path / "out", csv=True)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "hasil.csv",
        "hasil.parquet",
        "manifest.json",
        "ringkasan_instansi.csv",
        "ringkasan_unit.csv",
    ]
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8")) == manifest
    assert manifest["rule_version"] == RULE_VERSION
    assert manifest["counts"]["pegawai"] == 40
    assert manifest["seconds"] > 0
    sums = {name: one["sha256"] for name, one in manifest["inputs"].items()}
    assert sums["asesmen.csv"] == hashlib.sha256((folder / "asesmen.csv").read_bytes()).hexdigest()
    with (tmp_path / "out" / "hasil.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == COLUMNS
    parquet = [{k: "" if v is None else str(v) for k, v in row.items()} for row in result(tmp_path / "out")]
    assert rows == parquet
    assert '""' not in (tmp_path / "out" / "hasil.csv").read_text("utf-8")


def test_summaries_count_everybody(tmp_path):
    people = crowd(5, 200, ON, many_codes=False)
    run(write_csv(tmp_path / "in", file_rows(people)), tmp_path / "out")
    rows = result(tmp_path / "out")
    with (tmp_path / "out" / "ringkasan_unit.csv").open(encoding="utf-8", newline="") as stream:
        units = list(csv.DictReader(stream))
    assert [unit["kode_unit"] for unit in units] == ["U0", "U1", "U2"]
    for unit in units:
        own = [row for row in rows if row["kode_unit"] == unit["kode_unit"]]
        assert int(unit["pegawai"]) == len(own)
        assert int(unit["saran_kosong"]) == sum(row["saran"] == "" for row in own)
        for column in ("saran", "gap_umum", "gap_teknis", "gap_kinerja", "keyakinan"):
            counts = {name: int(n) for name, n in unit.items() if name.startswith(f"{column}_")}
            assert sum(counts.values()) == len(own)
            for row in own:
                assert counts[f"{column}_{row[column] or 'kosong'}"] > 0
        known = [row["jpm"] for row in own if row["jpm"] is not None]
        mean = (sum(known) / len(known)).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        assert Decimal(unit["jpm_rata"]) == mean
    with (tmp_path / "out" / "ringkasan_instansi.csv").open(encoding="utf-8", newline="") as stream:
        (whole,) = csv.DictReader(stream)
    assert int(whole["pegawai"]) == 200
    assert "kode_unit" not in whole


def test_order_of_people_and_of_rows_of_others_does_not_matter(tmp_path):
    people = crowd(9, 120, ON, many_codes=False)
    rows = file_rows(people)
    run(write_csv(tmp_path / "in", rows), tmp_path / "a")
    for name in ("pegawai", "standar"):
        rows[name].reverse()
    # Rows of one person keep their order; those of others move between them.
    for name in ("asesmen", "kinerja", "penyebab"):
        rows[name].sort(key=lambda row: row["nip"], reverse=True)
    run(write_csv(tmp_path / "turned", rows), tmp_path / "b")
    assert result(tmp_path / "b") == list(reversed(result(tmp_path / "a")))


def test_twice_the_same_bytes(tmp_path):
    folder = write_csv(tmp_path / "in", file_rows(crowd(2, 80, ON, many_codes=False)))
    for name in ("a", "b"):
        run(folder, tmp_path / name, csv=True)
    for name in ("hasil.csv", "hasil.parquet", "ringkasan_unit.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_the_later_row_counts_and_spaces_leave_the_nip(tmp_path):
    facts = Facts(
        (Required("integritas", 4, Cluster.MANAGERIAL),),
        (
            Assessed("integritas", 4, Source.TEST, date(2026, 3, 1)),
            Assessed("integritas", 2, Source.TEST, date(2026, 3, 1)),
        ),
        (Evaluation(2026, score=Decimal(95)), Evaluation(2026, score=Decimal(75))),
    )
    rows = file_rows([facts])
    for name in ("asesmen", "kinerja"):
        rows[name][1]["nip"] = "19850101 201001 0 000"
    run(write_csv(tmp_path / "in", rows), tmp_path / "out")
    (row,) = result(tmp_path / "out")
    assert (row["jpm"], row["gap_kinerja"], row["nip"]) == (Decimal("50.00"), "sedang", nip(0))


def test_the_version_of_the_standard_in_force_counts(tmp_path):
    facts = Facts((), (Assessed("integritas", 2, Source.TEST, date(2026, 3, 1)),))
    rows = file_rows([facts] * 4)

    def line(position: int, level: object, since: str, code: str = "integritas") -> dict:
        return {
            "kode_jabatan": f"J{position}",
            "kode_kompetensi": code,
            "jenis": "manajerial",
            "level": level,
            "berlaku_mulai": since,
        }

    rows["standar"] = [
        line(0, 4, "2020-01-01"), line(0, 2, "24-11-2026"), line(0, 5, "2026-11-25"),  # the newest begun
        line(1, 4, "2027-01-01"), line(1, 2, "2028-01-01"),  # the first counts from always
        line(2, 4, "2020-01-01"), line(2, 0, "2021-01-01"),  # a later version without it replaces it whole
        line(3, "Tidak dipersyaratkan", ""), line(3, "", "", "komunikasi"),
    ]  # fmt: skip
    run(write_csv(tmp_path / "in", rows), tmp_path / "out")
    assert [row["jpm"] for row in result(tmp_path / "out")] == [Decimal(100), Decimal(50), None, None]


def test_counts_what_is_not_used(tmp_path):
    people = crowd(4, 5, ON, many_codes=False)
    rows = file_rows(people)
    before = run(write_csv(tmp_path / "in", rows), tmp_path / "a")["counts"]
    rows["asesmen"] += [
        {"nip": "9", "kode_kompetensi": "x", "level": 1, "sumber": "atasan", "tanggal": "2026-01-01"},
        {"nip": nip(1), "kode_kompetensi": "x", "level": 1, "sumber": "atasan", "tanggal": "2027-01-01"},
    ]
    rows["kinerja"].append({"nip": "9", "tahun": 2024, "nilai": "90"})
    rows["penyebab"].append({"nip": "9", "tahun": 2030, "penyebab": "karier"})
    rows["pegawai"][0]["kode_jabatan"] = "TIDAK-ADA"
    rows["standar"].append({"kode_jabatan": "J99", "kode_kompetensi": "x", "jenis": "teknis", "level": 2})
    after = run(write_csv(tmp_path / "more", rows), tmp_path / "b")["counts"]
    assert after["unknown_nip"] == {"asesmen": 1, "kinerja": 1, "penyebab": 1}
    for name in ("asesmen", "penyebab"):
        assert after["after_the_day"][name] == before["after_the_day"][name] + 1
    assert after["unknown_position"]["pegawai"] >= 1
    assert after["unknown_position"]["standar"] >= 1


def test_the_cause_may_be_absent_and_other_columns_are_told(tmp_path):
    rows = file_rows(crowd(6, 10, ON, many_codes=False))
    folder = write_csv(tmp_path / "in", rows)
    (folder / "penyebab.csv").unlink()
    text = (folder / "kinerja.csv").read_text("utf-8").splitlines()
    (folder / "kinerja.csv").write_text(
        "\n".join([f"{text[0]},catatan", *(f"{line},x" for line in text[1:])]), "utf-8-sig"
    )
    manifest = run(folder, tmp_path / "out")
    assert {row["penyebab"] for row in result(tmp_path / "out")} == {""}
    assert any("kinerja.csv" in notice and "catatan" in notice for notice in manifest["notices"])
