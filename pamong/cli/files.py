"""`pamong analyse-files`: the analysis over CSV or Parquet files, without a database."""

import argparse
import json
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from pamong.cli import progress

_WRONG = 2


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one sentence."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}; lihat {self.prog} --help.", file=sys.stderr)
        raise SystemExit(_WRONG)


def analyse_files(argv: list[str]) -> int:
    """Run the command with its arguments; the exit code."""
    asked = _parser().parse_args(argv)
    if asked.engine != "duckdb":
        return refuse(
            "Mesin spark belum tersedia di pemasangan ini; jalankan dengan --engine duckdb, yang menganalisis "
            "seluruh pegawai nasional di satu mesin."
        )
    # The engine loads Ibis, which --help and wrong arguments need not wait for.
    from pamong.engine.errors import BadInput
    from pamong.engine.files import Job
    from pamong.engine.files import analyse_files as run

    job = Job(asked.dir, asked.out, asked.on, asked.csv, asked.memory_limit, asked.threads)
    try:
        manifest = run(job, progress.silent if asked.json else progress.say)
    except BadInput as error:
        return refuse(str(error))
    except OSError as error:
        return refuse(f"{error.filename or asked.out}: {error.strerror}; periksa folder dan ruang simpannya.")
    if asked.json:
        print(json.dumps(manifest, ensure_ascii=False))
        return 0
    print(f"{manifest['people']} pegawai dianalisis dalam {manifest['seconds']} detik; hasil di {asked.out}.")
    for notice in manifest["notices"]:  # type: ignore[attr-defined]  # a list of sentences
        print(notice)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="pamong analyse-files",
        description="Analisis kesenjangan dan saran metode atas berkas pegawai, standar, asesmen, kinerja, dan "
        "penyebab (CSV atau Parquet), tanpa basis data.",
    )
    parser.add_argument("dir", type=Path, metavar="DIR", help="folder berisi berkas masukan")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder untuk hasil")
    parser.add_argument(
        "--on", type=_day, default=None, metavar="DATE", help="hari analisis, YYYY-MM-DD (hari ini)"
    )
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="mesin (duckdb)")
    parser.add_argument(
        "--memory-limit", type=_memory, default="2GB", metavar="2GB", help="batas memori (2GB)"
    )
    parser.add_argument(
        "--threads", type=_threads, default=None, metavar="N", help="jumlah utas (semua inti)"
    )
    parser.add_argument("--csv", action="store_true", help="tulis juga hasil.csv")
    parser.add_argument("--json", action="store_true", help="cetak manifest sebagai JSON")
    parser.set_defaults(on=datetime.now(ZoneInfo("Asia/Jakarta")).date())
    return parser


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f'"{text}" bukan tanggal, padahal diharapkan YYYY-MM-DD')


def _memory(text: str) -> str:
    if not re.fullmatch(r"\d+(\.\d+)?\s*(KB|MB|GB|TB|KiB|MiB|GiB|TiB)", text, re.IGNORECASE):
        raise argparse.ArgumentTypeError(f'"{text}" bukan ukuran memori, padahal diharapkan seperti 2GB')
    return text


def _threads(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" bukan jumlah utas, padahal diharapkan 1 atau lebih')
    return int(text)


def refuse(sentence: str) -> int:
    """Say why it cannot be done; the exit code."""
    print(sentence, file=sys.stderr)
    return _WRONG
