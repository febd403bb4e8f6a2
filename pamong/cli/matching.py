"""`pamong match-files`: the best pairs over CSV files, without a database."""

import argparse
import json
import math
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pamong.cli.files import Parser, refuse

if TYPE_CHECKING:
    from pamong.matching.solver import Round

_BAR = 30
UNITS = ("bebas", "unit_lain", "unit_sama")  # policy's words, known without loading it


def match_files(argv: list[str]) -> int:
    """Run the command with its arguments; the exit code."""
    parser = _parser()
    asked = parser.parse_args(argv)
    people, scored = (asked.mentees, asked.mentors), (asked.scores, asked.capacities)
    if not (all(people) and not any(scored)) and not (all(scored) and not any(people)):
        parser.error("beri --mentees dan --mentors, atau --scores dan --capacities")
    if any(scored) and (asked.weights or asked.same_field or asked.units):
        parser.error(
            "--weights, --same-field, dan --units berlaku dengan --mentees dan --mentors; skor sudah tetap"
        )
    # The engine loads NumPy and OR-Tools, which --help and wrong arguments need not wait for.
    from pamong.matching.errors import BadInput
    from pamong.matching.files import Job
    from pamong.matching.files import match_files as run
    from pamong.policy.pairing import UnitRule

    job = Job(
        on=datetime.now(ZoneInfo("Asia/Jakarta")).date(),
        units=UnitRule(asked.units or UnitRule.ANY),
        **{name: value for name, value in vars(asked).items() if name not in ("json", "units")},
    )
    progress = _Progress(points=2 if all(people) else 0)
    try:
        manifest = run(job, _silent if asked.json else progress.say)
    except BadInput as error:
        progress.end()
        return refuse(str(error))
    except MemoryError:
        progress.end()
        return refuse(
            "Memori tidak cukup untuk data ini; bagi per instansi atau jalankan di mesin yang lebih besar."
        )
    progress.end()
    if asked.json:
        print(json.dumps(manifest, ensure_ascii=False))
        return 0
    print(_told(manifest, asked.out))
    for notice in manifest["notices"]:  # type: ignore[attr-defined]  # a list of sentences
        print(notice)
    return 0


def _told(manifest: dict[str, object], out: Path) -> str:
    told = (
        f"{manifest['matched']} dari {manifest['mentees']} pegawai berpasangan, skor total {manifest['total_score']}, "
        f"dalam {manifest['seconds']} detik; hasil di {out}."
    )
    if manifest["optimal"]:
        return (
            told
            + " Terbukti terbaik: tidak ada susunan lain yang memasangkan lebih banyak orang atau lebih cocok."
        )
    return told + (
        f" Belum terbukti terbaik: paling banyak {manifest['matched_bound']} orang dapat berpasangan, dan dengan jumlah "
        f"ini atau lebih skor total paling tinggi {manifest['upper_bound']}."
    )


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="pamong match-files",
        description="Pasangan mentee dan mentor terbaik atas berkas CSV, dengan bukti dan alasannya, tanpa basis data. "
        "Beri --mentees dan --mentors, atau --scores dan --capacities.",
    )
    files = {
        "--mentees": "mentee: id, kompetensi, level, jenjang, unit, urusan, lokasi, slot, preferensi, tolak",
        "--mentors": "mentor: seperti mentee, dengan level tiap kompetensi dan kapasitas",
        "--scores": "skor pasangan: mentee, mentor, score; yang tidak tertulis tidak boleh",
        "--capacities": "kapasitas: mentor, kapasitas",
        "--weights": "bobot keenam bagian dalam TOML, masing-masing 0 sampai 60, berjumlah 100",
        "--incumbent": "pasangan sekarang, yang sebanyak mungkin dipertahankan",
        "--forbidden": "pasangan yang tidak boleh",
    }
    for name, text in files.items():
        parser.add_argument(name, type=Path, metavar="BERKAS", help=text)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="BERKAS", help="pasangan yang ditulis (CSV)"
    )
    parser.add_argument("--same-field", action="store_true", help="hanya pasangan seurusan")
    parser.add_argument(
        "--units", choices=UNITS, help="bebas, hanya unit lain, atau hanya unit yang sama (bebas)"
    )
    parser.add_argument(
        "--seed", type=_seed, default=0, metavar="N", help="undian di antara yang sama baik (0)"
    )
    parser.add_argument(
        "--seconds", type=_seconds, metavar="S", help="berhenti sekitar setelah S detik (sampai terbukti)"
    )
    parser.add_argument("--json", action="store_true", help="cetak hasil sebagai JSON")
    return parser


def _seed(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f'"{text}" bukan bilangan bulat 0 atau lebih')
    return int(text)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not (math.isfinite(value) and value > 0):
        raise argparse.ArgumentTypeError(f'"{text}" bukan jumlah detik, padahal diharapkan lebih dari 0')
    return value


def _silent(told: "Round") -> None:
    """A result for a machine comes without progress."""


class _Progress:
    """A bar on a terminal, plain lines otherwise; totals with the decimal places of the scores."""

    def __init__(self, points: int) -> None:
        self._points = points
        self._open = False

    def say(self, told: "Round") -> None:
        scale = 10**self._points
        total, bound = (f"{value / scale:.{self._points}f}" for value in (told.total, told.upper_bound))
        text = (
            f"putaran {told.number}: {told.matched} dari paling banyak {told.matched_bound} berpasangan, "
            f"total {total}, batas {bound}, {told.seconds:.1f} detik"
        )
        if not sys.stderr.isatty():
            print(text, flush=True)  # stderr holds nothing but a refusal
            return
        full = _BAR * told.total // max(1, told.upper_bound)
        bar = "#" * full + "." * (_BAR - full)
        print(f"\r[{bar}] {text:<60}", end="", file=sys.stderr, flush=True)
        self._open = True

    def end(self) -> None:
        """Leave the line of the bar."""
        if self._open:
            print(file=sys.stderr)
            self._open = False
