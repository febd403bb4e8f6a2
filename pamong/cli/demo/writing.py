"""The invented institution as a folder of files."""

import csv
from collections.abc import Iterable
from pathlib import Path

from pamong.cli.demo.institution import PEOPLE, invent
from pamong.cli.demo.shapes import HEADERS, Invented

ANALYSIS_KINDS = ("pegawai", "standar", "asesmen", "kinerja", "penyebab")  # what analyse-files reads


def write_csvs(directory: Path | str, people: int = PEOPLE, kinds: Iterable[str] = HEADERS) -> Invented:
    """Write one `<kind>.csv` per kind into the folder; `analyse-files` can run on it."""
    made = invent(people)
    write(made, directory, kinds)
    return made


def write(made: Invented, directory: Path | str, kinds: Iterable[str] = HEADERS) -> None:
    """Write the tables of an institution that was invented already."""
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    for kind in kinds:
        with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADERS[kind])
            writer.writerows(made.tables[kind])
