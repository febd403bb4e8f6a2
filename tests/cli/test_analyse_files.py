"""`pamong analyse-files` at the door: exit codes, one sentence on stderr, JSON."""

import json

import pytest

from pamong.cli.files import analyse_files
from tests.engine.people import file_rows, write_csv
from tests.engine.test_single_is_batch import ON, crowd

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path):
    return write_csv(tmp_path / "in", file_rows(crowd(1, 12, ON, many_codes=False)))


def said(capsys) -> str:
    """The one line of stderr."""
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_writes_and_says_so(folder, tmp_path, capsys):
    assert analyse_files([str(folder), "--out", str(tmp_path / "out"), "--on", "2026-11-24", "--csv"]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    assert "12 pegawai dianalisis" in output.out
    assert (tmp_path / "out" / "hasil.csv").is_file()


def test_json_is_the_manifest(folder, tmp_path, capsys):
    arguments = [
        str(folder),
        "--out",
        str(tmp_path / "out"),
        "--threads",
        "1",
        "--memory-limit",
        "1GB",
        "--json",
    ]
    assert analyse_files(arguments) == 0
    manifest = json.loads(capsys.readouterr().out)
    assert manifest == json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert not (tmp_path / "out" / "hasil.csv").exists()


def test_a_wrong_input_is_one_sentence_and_two(folder, tmp_path, capsys):
    path = folder / "asesmen.csv"
    path.write_text(path.read_text("utf-8") + "1,integritas,9,atasan,2026-01-01\n", "utf-8")
    assert analyse_files([str(folder), "--out", str(tmp_path / "out")]) == 2
    assert 'kolom level: "9"' in said(capsys)


def test_spark_is_refused_in_one_sentence(folder, tmp_path, capsys):
    assert analyse_files([str(folder), "--out", str(tmp_path / "out"), "--engine", "spark"]) == 2
    assert "--engine duckdb" in said(capsys)


@pytest.mark.parametrize(
    "wrong",
    [
        ["--on", "kemarin"],
        ["--on", "2026-02-30"],
        ["--memory-limit", "banyak"],
        ["--threads", "0"],
        ["--engine", "mesin"],
        ["--entah"],
    ],
)
def test_wrong_arguments_are_one_sentence_and_two(folder, tmp_path, capsys, wrong):
    with pytest.raises(SystemExit) as left:
        analyse_files([str(folder), "--out", str(tmp_path / "out"), *wrong])
    assert left.value.code == 2
    assert said(capsys).startswith("pamong analyse-files: ")


def test_an_output_that_is_a_file(folder, tmp_path, capsys):
    (tmp_path / "out").write_text("", "utf-8")
    assert analyse_files([str(folder), "--out", str(tmp_path / "out")]) == 2
    assert "--out" in said(capsys)


def test_help(capsys):
    with pytest.raises(SystemExit) as left:
        analyse_files(["--help"])
    assert left.value.code == 0
    assert "--memory-limit" in capsys.readouterr().out
