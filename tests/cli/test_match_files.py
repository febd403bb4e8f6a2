"""`pamong match-files` at the door: both forms, exit codes, one sentence on stderr, JSON."""

import csv
import json

import pytest

from pamong.cli.main import main
from pamong.cli.matching import UNITS, match_files
from pamong.policy.pairing import UnitRule

MENTEES = """id;kompetensi;level_standar;level_dimiliki;jenjang;kode_unit;kode_instansi;urusan;lokasi;slot;preferensi;tolak
p1;mengelola_perubahan;3;1;3;U1;I;arsip;Jakarta;"sel-09;kam-13";m1;
p2;mengelola_perubahan;3;;3;U1;I;hukum;Bandung;;;m1
p3;integritas;5;2;3;U2;I;arsip;Jakarta;;;
p4;mengelola_perubahan;3;2;3;U2;I;arsip;Jakarta;sel-09;;
"""
MENTORS = """kapasitas,id,kompetensi,jenjang,kode_unit,kode_instansi,urusan,lokasi,slot,preferensi,tolak,nama
1,m1,mengelola_perubahan:4;integritas:4,4,U2,I,arsip,Jakarta,sel-09,p1,,Ani
1,m2,mengelola_perubahan:3,3,U3,I,hukum,Bandung,,,,Budi
0,m3,integritas:4,5,U3,I,hukum,Bandung,,,,Citra
"""
SCORES = "mentee,mentor,score\na,x,5\na,y,4\nb,x,4\nc,x,1\n"
CAPACITIES = "mentor,kapasitas\nx,1\ny,1\nz,3\n"


@pytest.fixture
def folder(tmp_path):
    for name, text in {
        "mentees": MENTEES,
        "mentors": MENTORS,
        "scores": SCORES,
        "capacities": CAPACITIES,
    }.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return tmp_path


def people(folder, *more):
    return [
        *("--mentees", str(folder / "mentees.csv"), "--mentors", str(folder / "mentors.csv")),
        *("--out", str(folder / "out" / "pairs.csv"), *more),
    ]


def scored(folder, *more):
    return [
        *("--scores", str(folder / "scores.csv"), "--capacities", str(folder / "capacities.csv")),
        *("--out", str(folder / "pairs.csv"), *more),
    ]


def written(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def refused(capsys, arguments):
    """The one sentence on stderr of a refusal."""
    try:
        code = match_files(arguments)
    except SystemExit as left:
        code = left.code
    assert code == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_people_with_words(folder, capsys):
    assert main(["match-files", *people(folder)]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    assert "putaran 1: " in output.out
    assert "2 dari 4 pegawai berpasangan" in output.out
    assert "Terbukti terbaik" in output.out
    assert "kolom nama tidak dikenal" in output.out
    rows = written(folder / "out" / "pairs.csv")
    assert rows[0] == ["mentee", "mentor", "skor", "alasan"]
    assert [row[:3] for row in rows[1:]] == [
        ["p1", "m1", "96.00"],
        ["p2", "m2", "69.00"],
        ["p3", "", ""],
        ["p4", "", ""],
    ]
    assert rows[1][3] == (
        "kuat pada Mengelola Perubahan (level 4, butuh 3); jenjang 1 di atas; urusan sama; jadwal cocok Selasa; "
        "setempat; beda unit; pilihan ke-1 pegawai; dipilih mentor"
    )
    assert rows[3][3] == (
        "tidak ada mentor yang boleh mendampingi: 3 dari 3 levelnya di bawah standar pada Integritas (PASANG-04); "
        "cari mentor atau pihak ketiga dengan level 5 untuk Integritas"
    )
    assert "tambah 1 kapasitas untuk Mengelola Perubahan di U" in rows[4][3]


def test_json_has_the_contract_s_figures(folder, capsys):
    assert match_files(people(folder, "--json", "--seed", "7", "--seconds", "30")) == 0
    told = json.loads(capsys.readouterr().out)
    assert {name: told[name] for name in ("mentees", "matched", "total_score", "upper_bound", "optimal")} == {
        "mentees": 4,
        "matched": 2,
        "total_score": 165.0,
        "upper_bound": 165.0,
        "optimal": True,
    }
    assert told["seconds"] >= 0
    assert told["seed"] == 7
    assert told["versions"]["solver"].startswith("ortools ")
    assert told["weights"] == [40, 15, 15, 10, 10, 10]
    assert told["checked"] is True
    assert told["unmatched_by_rule"] == {"PASANG-04": 1, "PASANG-08": 1}
    assert told == json.loads((folder / "out" / "pairs.manifest.json").read_text("utf-8"))


def test_scores_are_given_back_as_they_are(folder, capsys):
    assert match_files(scored(folder, "--json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["mentees"], told["matched"], told["total_score"], told["upper_bound"]) == (3, 2, 8, 8)
    rows = written(folder / "pairs.csv")
    assert [row[:3] for row in rows[1:]] == [["a", "y", "4"], ["b", "x", "4"], ["c", "", ""]]
    assert "1 di bawah skor tertingginya" in rows[1][3]
    assert "penuh" in rows[3][3]


def test_places_without_end(folder, capsys):
    path = folder / "mentors.csv"
    path.write_text(path.read_text("utf-8").replace("1,m1", "999999999999999999,m1"), "utf-8")
    assert match_files(people(folder, "--json")) == 0
    assert json.loads(capsys.readouterr().out)["matched"] == 3


def test_the_order_of_rows_changes_nothing(folder, capsys):
    assert match_files(people(folder)) == 0
    first = written(folder / "out" / "pairs.csv")
    for name in ("mentees.csv", "mentors.csv"):
        head, *lines = (folder / name).read_text("utf-8").splitlines()
        (folder / name).write_text("\n".join([head, *reversed(lines)]) + "\n", "utf-8")
    assert match_files(people(folder)) == 0
    assert written(folder / "out" / "pairs.csv") == first


def test_incumbent_pairs_stay_where_as_good(folder, capsys):
    (folder / "scores.csv").write_text("mentee,mentor,score\na,x,3\na,y,3\nb,x,3\nb,y,3\n", "utf-8")
    for pairs in ("a,x\nb,y\n", "a,y\nb,x\n"):
        (folder / "before.csv").write_text(
            "mentee,mentor,skor,alasan\n".replace(",skor,alasan", "") + pairs, "utf-8"
        )
        assert match_files(scored(folder, "--incumbent", str(folder / "before.csv"), "--json")) == 0
        assert json.loads(capsys.readouterr().out)["kept"] == 2
        assert [",".join(row[:2]) for row in written(folder / "pairs.csv")[1:]] == pairs.split()


def test_the_output_is_an_incumbent(folder, capsys):
    assert match_files(people(folder)) == 0
    capsys.readouterr()
    assert match_files(people(folder, "--incumbent", str(folder / "out" / "pairs.csv"), "--json")) == 0
    assert json.loads(capsys.readouterr().out)["kept"] == 2


def test_the_rule_on_units(folder, capsys):
    assert set(UNITS) == {word.value for word in UnitRule}
    assert match_files(people(folder, "--json", "--units", "unit_sama")) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["units"], told["matched"], told["checked"]) == ("unit_sama", 1, True)
    rows = written(folder / "out" / "pairs.csv")
    assert [row[:2] for row in rows[1:] if row[1]] == [["p4", "m1"]]  # both of U2
    assert "(PASANG-07); longgarkan aturan unit: 2 mentor terhalang hanya olehnya" in rows[1][3]
    assert match_files(people(folder, "--json", "--units", "unit_lain")) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["matched"] == 2
    assert ["p4", "m1"] not in [row[:2] for row in written(folder / "out" / "pairs.csv")]


def test_forbidden_weights_and_field(folder, capsys):
    (folder / "not.csv").write_text("mentee,mentor\np1,m1\np1,m9\n", "utf-8")
    (folder / "w.toml").write_text(
        "[bobot]\nkompetensi = 60\njenjang = 40\nurusan = 0\nslot = 0\nlokasi = 0\npreferensi = 0\n"
    )
    more = ("--forbidden", str(folder / "not.csv"), "--weights", str(folder / "w.toml"), "--same-field")
    assert match_files(people(folder, *more)) == 0
    assert "1 pasangan berisi id yang tidak ada" in capsys.readouterr().out
    rows = written(folder / "out" / "pairs.csv")
    assert [row[:3] for row in rows[1:]] == [
        ["p1", "", ""],
        ["p2", "m2", "69.00"],
        ["p3", "", ""],
        ["p4", "m1", "100.00"],
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("mentees", ";3;;3;U1", ";3;;10;U1", 'mentees.csv, baris 3, kolom jenjang: "10", padahal diharapkan bilangan bulat 1 sampai 9; perbaiki angkanya.'),
        ("mentees", "p2;", "p1;", 'mentees.csv, baris 3, kolom id: "p1" sudah ada pada baris 2,'),
        ("mentees", ";jenjang;", ";grade;", "mentees.csv, baris 1: kolom jenjang tidak ada"),
        ("mentees", "sel-09;kam-13", "selasa", 'baris 2, kolom slot: "selasa", padahal diharapkan slot seperti'),
        ("mentees", ";Bandung;", ";Bandung;;", "mentees.csv, baris 3: ada 13 sel, padahal diharapkan 12"),
        ("mentors", "1,m1,", "satu,m1,", 'mentors.csv, baris 2, kolom kapasitas: "satu", padahal diharapkan'),
        ("mentors", "integritas:4", "integritas:6", "mentors.csv, baris 2, kolom kompetensi:"),
        ("mentors", "0,m3", "-1,m3", 'kolom kapasitas: "-1"'),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_one_sentence_and_two(folder, capsys, file, old, new, said):
    path = folder / f"{file}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert said in refused(capsys, people(folder))
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mentee,mentor,score\na,x,-1\n", 'scores.csv, baris 2, kolom score: "-1", padahal diharapkan bilangan bulat 0 atau lebih'),
        ("mentee,mentor,score\na,x,1.5\n", '"1.5"'),
        ("mentee,mentor,score\na,w,1\n", 'scores.csv, baris 2, kolom mentor: "w" tidak ada di capacities.csv'),
        ("mentee,mentor,score\na,x,1\na,x,1\n", "baris 3"),
        ("", "scores.csv kosong"),
        ("mentee,mentor,score\na,x,900000000000000000\nb,y,1\n", "melewati batas bilangan 64 bit"),
    ],
)  # fmt: skip
def test_wrong_scores_are_one_sentence_and_two(folder, capsys, text, said):
    (folder / "scores.csv").write_text(text, "utf-8")
    assert said in refused(capsys, scored(folder))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kompetensi = 61\njenjang = 0\nurusan = 9\n", "0 sampai 60"),
        ("kompetensi = 39\n", "berjumlah 99"),
        ("minat = 10\n", '"minat" tidak dikenal'),
        ('kompetensi = "banyak"\n', "bilangan bulat 0 sampai 60"),
        ("= 3", "bukan TOML"),
    ],
)
def test_wrong_weights_are_one_sentence_and_two(folder, capsys, text, said):
    (folder / "w.toml").write_text(text, "utf-8")
    assert said in refused(capsys, people(folder, "--weights", str(folder / "w.toml")))


def test_wrong_arguments_are_one_sentence_and_two(folder, capsys):
    assert "--scores dan --capacities" in refused(capsys, ["--out", "x.csv"])
    assert "--scores dan --capacities" in refused(capsys, people(folder, *scored(folder)[:2]))
    assert "skor sudah tetap" in refused(capsys, scored(folder, "--same-field"))
    assert "detik" in refused(capsys, people(folder, "--seconds", "0"))
    assert "--seed" in refused(capsys, people(folder, "--seed", "x"))
    assert "tidak ada" in refused(
        capsys, ["--mentees", "x.csv", "--mentors", "y.csv", "--out", str(folder / "p.csv")]
    )
    (folder / "mentees.csv").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in refused(capsys, people(folder))


def test_an_output_that_is_a_folder(folder, capsys):
    assert "--out" in refused(capsys, [*people(folder)[:-1], str(folder)])


def test_empty_files_match_nobody(folder, capsys):
    for name in ("mentees", "mentors"):
        head = (folder / f"{name}.csv").read_text("utf-8").splitlines()[0]
        (folder / f"{name}.csv").write_text(head + "\n", "utf-8")
    assert match_files(people(folder, "--json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["mentees"], told["matched"], told["total_score"], told["optimal"]) == (0, 0, 0.0, True)


def test_help(capsys):
    with pytest.raises(SystemExit) as left:
        match_files(["--help"])
    assert left.value.code == 0
    assert "--capacities" in capsys.readouterr().out
