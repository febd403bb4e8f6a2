"""What the contract does not allow is refused in one sentence that names place, value and cure."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pamong.engine.errors import BadInput
from pamong.engine.files import Job, analyse_files
from tests.engine.people import file_rows, nip, write_csv, write_parquet
from tests.engine.test_single_is_batch import ON, crowd

pytestmark = pytest.mark.slow


def rows():
    found = file_rows(crowd(1, 4, ON, many_codes=False))
    found["kinerja"].insert(0, {"nip": nip(1), "tahun": 2026, "nilai": "90"})
    found["penyebab"].insert(0, {"nip": nip(1), "tahun": 2026, "penyebab": "karier"})
    return found


def refusal(folder, out) -> str:
    with pytest.raises(BadInput) as refused:
        analyse_files(Job(folder, out, ON))
    assert not out.exists()  # nothing is written
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


CELLS = [
    ("pegawai", "nip", "", "kosong"),
    ("pegawai", "nip", "  ", '"  "'),
    ("pegawai", "jenis_asn", "pns", '"pns"'),
    ("standar", "level", "6", '"6"'),
    ("standar", "level", "tiga", '"tiga"'),
    ("standar", "level", "3,0", '"3,0"'),
    ("standar", "jenis", "Manajerial", '"Manajerial"'),
    ("standar", "jenis", "", "kosong"),
    ("standar", "kode_jabatan", "", "kosong"),
    ("standar", "berlaku_mulai", "2026-13-01", '"2026-13-01"'),
    ("asesmen", "level", "", "kosong"),
    ("asesmen", "level", "-1", '"-1"'),
    ("asesmen", "level", "6", '"6"'),
    ("asesmen", "level", "2.5", '"2.5"'),
    ("asesmen", "sumber", "Atasan", '"Atasan"'),
    ("asesmen", "sumber", "", "kosong"),
    ("asesmen", "tanggal", "", "kosong"),
    ("asesmen", "tanggal", "2026-02-30", '"2026-02-30"'),
    ("asesmen", "tanggal", "12/03/2026", '"12/03/2026"'),
    ("asesmen", "kode_kompetensi", "", "kosong"),
    ("kinerja", "tahun", "", "kosong"),
    ("kinerja", "tahun", "2026.0", '"2026.0"'),
    ("kinerja", "hasil_kerja", "di atas", '"di atas"'),
    ("kinerja", "perilaku_kerja", "baik", '"baik"'),
    ("kinerja", "indikator_di_bawah", "-1", '"-1"'),
    ("kinerja", "nilai", "120.01", '"120.01"'),
    ("kinerja", "nilai", "-1", '"-1"'),
    ("kinerja", "nilai", "87,5", '"87,5"'),
    ("kinerja", "nilai", "", "kosong"),
    ("penyebab", "penyebab", "malas", '"malas"'),
    ("penyebab", "tahun", "dua ribu", '"dua ribu"'),
]


@pytest.mark.parametrize(("file", "column", "value", "shown"), CELLS)
def test_a_wrong_cell_is_named(tmp_path, file, column, value, shown):
    given = rows()
    given[file][0][column] = value
    sentence = refusal(write_csv(tmp_path / "in", given, ";"), tmp_path / "out")
    assert sentence.startswith(f"{file}.csv, baris 2, kolom {column}: {shown}, padahal diharapkan ")
    assert "; " in sentence  # and what to do


def test_the_line_is_that_of_the_file(tmp_path):
    given = rows()
    given["pegawai"][0]["nama"] = "Nama\ndi dua baris"
    given["pegawai"][2]["jenis_asn"] = "honorer"
    folder = write_csv(tmp_path / "in", given)
    text = (folder / "pegawai.csv").read_text("utf-8").split("\n", 1)
    (folder / "pegawai.csv").write_text(f"{text[0]}\n\n{text[1]}", "utf-8")
    assert "pegawai.csv, baris 6, kolom jenis_asn" in refusal(folder, tmp_path / "out")


def test_twice(tmp_path):
    given = rows()
    given["pegawai"].append({**given["pegawai"][0], "nip": " ".join(nip(0))})
    sentence = refusal(write_csv(tmp_path / "person", given), tmp_path / "out")
    assert sentence.startswith(f'pegawai.csv, baris 6, kolom nip: "{nip(0)}" sudah ada pada baris 2')
    given = rows()
    given["standar"].append({**given["standar"][0], "level": 1})
    sentence = refusal(write_csv(tmp_path / "level", given), tmp_path / "out")
    assert f"standar.csv, baris {len(given['standar']) + 1}, kolom kode_kompetensi" in sentence


def test_a_missing_file_and_a_twofold_one(tmp_path):
    folder = write_csv(tmp_path / "in", rows())
    write_parquet(tmp_path / "p", file_rows(crowd(1, 4, ON, many_codes=False)))
    (tmp_path / "p" / "asesmen.parquet").rename(folder / "asesmen.parquet")
    assert "asesmen.csv dan asesmen.parquet" in refusal(folder, tmp_path / "out")
    (folder / "asesmen.parquet").unlink()
    (folder / "asesmen.csv").unlink()
    assert refusal(folder, tmp_path / "out").startswith("Berkas asesmen.csv atau asesmen.parquet tidak ada")
    assert "tidak ada" in refusal(tmp_path / "nowhere", tmp_path / "out")


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("pegawai", "kode_jabatan"),
        ("standar", "jenis"),
        ("asesmen", "sumber"),
        ("kinerja", "nilai"),
        ("penyebab", "tahun"),
    ],
)
def test_a_missing_column(tmp_path, file, column):
    folder = write_csv(tmp_path / "in", rows())
    path = folder / f"{file}.csv"
    path.write_text(path.read_text("utf-8").replace(column, f"{column}x", 1), "utf-8")
    assert f"{file}.csv, baris 1: kolom {column} tidak ada" in refusal(folder, tmp_path / "out")


def test_csv_that_is_none(tmp_path):
    folder = write_csv(tmp_path / "in", rows())
    path = folder / "asesmen.csv"
    whole = path.read_bytes()
    path.write_bytes(whole + b"1,integritas,3\n")
    lines = whole.count(b"\n")
    assert f"asesmen.csv, baris {lines + 1}: ada 3 kolom" in refusal(folder, tmp_path / "out")
    path.write_bytes(whole + b"1,\xe9,3,atasan,2026-01-01\n")
    assert f"asesmen.csv, baris {lines + 1}: bukan UTF-8" in refusal(folder, tmp_path / "out")
    path.write_bytes(b"")
    assert "asesmen.csv, baris 1: kosong" in refusal(folder, tmp_path / "out")


def test_parquet_of_the_wrong_kind(tmp_path):
    folder = write_parquet(tmp_path / "in", file_rows(crowd(1, 4, ON, many_codes=False)))
    path = folder / "asesmen.parquet"
    table = pq.read_table(path)
    place = table.schema.get_field_index("level")
    pq.write_table(table.set_column(place, "level", table["level"].cast(pa.string())), path)
    assert "asesmen.parquet, baris 1, kolom level" in refusal(folder, tmp_path / "out")
    pq.write_table(
        table.set_column(place, "level", pa.array([None, *([9] * (len(table) - 1))], pa.int8())), path
    )
    assert "asesmen.parquet, baris 1, kolom level: kosong" in refusal(folder, tmp_path / "out")
    path.write_bytes(b"PAR1 tidak utuh")
    assert "bukan berkas Parquet yang utuh" in refusal(folder, tmp_path / "out")


def test_a_parquet_column_without_any_value_may_have_any_type(tmp_path):
    folder = write_parquet(tmp_path / "in", file_rows(crowd(1, 4, ON, many_codes=False)))
    path = folder / "standar.parquet"
    table = pq.read_table(path)
    place = table.schema.get_field_index("berlaku_mulai")
    pq.write_table(table.set_column(place, "berlaku_mulai", pa.nulls(len(table), pa.int32())), path)
    analyse_files(Job(folder, tmp_path / "out", ON))


def test_utf8_is_asked_of_unused_columns_too(tmp_path):
    folder = write_csv(tmp_path / "in", rows())
    path = folder / "pegawai.csv"
    head, *lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([head + b",nama", *(line + b",Ren\xe9" for line in lines)]) + b"\n")
    assert "pegawai.csv, baris 2: bukan UTF-8" in refusal(folder, tmp_path / "out")
    path.write_bytes(path.read_bytes().replace(b"\xe9", "é".encode()))
    analyse_files(Job(folder, tmp_path / "out", ON))


def test_mixed_ends_of_lines(tmp_path):
    folder = write_csv(tmp_path / "in", rows())
    path = folder / "asesmen.csv"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n", 1))
    assert "asesmen.csv, baris 2: akhir barisnya lain" in refusal(folder, tmp_path / "out")


def test_too_little_memory_blames_no_file(tmp_path):
    folder = write_csv(tmp_path / "in", rows())
    with pytest.raises(BadInput, match="Memori 1KB tidak cukup"):
        analyse_files(Job(folder, tmp_path / "out", ON, memory_limit="1KB"))


def test_not_a_number_in_parquet_is_an_empty_score(tmp_path):
    folder = write_parquet(tmp_path / "in", file_rows(crowd(1, 4, ON, many_codes=False)))
    path = folder / "kinerja.parquet"
    table = pq.read_table(path)
    place = table.schema.get_field_index("nilai")
    written = [float("nan") if value is None else float(value) for value in table["nilai"].to_pylist()]
    pq.write_table(table.set_column(place, "nilai", pa.array(written, pa.float64())), path)
    analyse_files(Job(folder, tmp_path / "out", ON))
    nothing = pa.array([float("nan")] * len(table), pa.float64())
    pq.write_table(table.set_column(place, "nilai", nothing), path)
    assert "kolom nilai: kosong, padahal diharapkan hasil_kerja" in refusal(folder, tmp_path / "out2")
