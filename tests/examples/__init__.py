"""The worked examples, loaded for anybody who can turn facts into a row of `hasil`.

A TOML file holds `[[contoh]]` tables: `kode` (the rules it shows), `kalimat`, the day, the facts in the
words of the files, and `hasil` (the columns it promises; the others are free).
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from pamong.policy.analysis import Analysis
from pamong.policy.facts import Assessed, CauseGiven, Evaluation, Facts, Required
from pamong.policy.settings import Settings, from_values
from pamong.policy.words import GENERIC, Axis, Cause, Cluster, Source

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """One example: what is known, and what the rules must say."""

    name: str
    codes: tuple[str, ...]
    on: date
    facts: Facts
    settings: Settings
    expected: dict[str, str]  # columns of `hasil` as their text in a CSV

    @property
    def default_settings(self) -> bool:
        return self.settings == Settings()


def load_cases() -> list[Case]:
    """All examples of all files, in the order of the files."""
    return [
        _case(table)
        for path in sorted(FOLDER.glob("*.toml"))
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["contoh"]
    ]


def as_row(result: Analysis) -> dict[str, str]:
    """An analysis in the columns of `hasil` that the rules decide, as their text in a CSV."""
    return {
        "jpm": "" if result.jpm is None else f"{result.jpm:.2f}",
        "kategori_jpm": result.jpm_category or "",
        "kategori_seleksi": result.selection_category or "",
        "gap_umum": result.generic_gap,
        "gap_teknis": result.technical_gap,
        "predikat": result.rating or "",
        "gap_kinerja": result.performance_gap,
        "kotak": "" if result.box is None else str(result.box),
        "penyebab": result.cause or "",
        "saran": result.main or "",
        "kode_aturan": result.rule,
        "saran_tambahan": ";".join(result.extra),
        "keyakinan": result.completeness,
    }


def _case(table: dict) -> Case:
    facts = Facts(
        tuple(
            Required(code, level, GENERIC[code][0] if code in GENERIC else Cluster.TECHNICAL)
            for code, level in table.get("standar", {}).items()
        ),
        tuple(_assessed(line, place) for place, line in enumerate(table.get("asesmen", []))),
        tuple(_evaluation(row, place) for place, row in enumerate(table.get("kinerja", []))),
        tuple(
            CauseGiven(int(year), Cause(word) if word else None, place)
            for place, (year, word) in enumerate(table.get("penyebab", []))
        ),
    )
    return Case(
        table["kalimat"],
        tuple(table["kode"]),
        table.get("hari", date(2026, 11, 24)),
        facts,
        from_values(table.get("pengaturan", {})),
        {name: str(value) for name, value in table["hasil"].items()},
    )


def _assessed(line: str, place: int) -> Assessed:
    code, level, source, day = line.split()
    return Assessed(code, int(level), Source(source), date.fromisoformat(day), place)


def _evaluation(row: dict, place: int) -> Evaluation:
    work, behaviour, score = row.get("hasil"), row.get("perilaku"), row.get("nilai")
    return Evaluation(
        row["tahun"],
        Axis(work) if work else None,
        Axis(behaviour) if behaviour else None,
        row.get("indikator", 0),
        Decimal(score) if score else None,
        place,
    )
