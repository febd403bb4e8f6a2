"""One row a person with a column per competency or per year's value, turned into the contract's rows."""

import re
from dataclasses import replace

from pamong.exchange.kinds import KINDS
from pamong.exchange.sheets import Table
from pamong.exchange.standards import code_of_name
from pamong.policy.words import GENERIC

_YEAR = re.compile(r"^(.*?)[\s_\-]*\(?((?:19|20)\d\d)\)?$")
VALUES = ("hasil_kerja", "perilaku_kerja", "indikator_di_bawah", "nilai")


def unfold(table: Table, kind: str, codes: dict[str, str], constants: dict[str, str]) -> Table:
    """A wide table as a long one; any other table as it is.

    `codes` maps competency codes and names (case-folded) to codes; `constants` are the
    values of columns the file does not have, such as sumber and tanggal.
    """
    table = with_constants(table, constants)
    if kind == "asesmen" and "kode_kompetensi" not in table.headers and "level" not in table.headers:
        return _by_competency(table, codes)
    if kind == "kinerja" and "tahun" not in table.headers:
        return _by_year(table)
    return table


def with_constants(table: Table, constants: dict[str, str]) -> Table:
    added = {name: value for name, value in constants.items() if name not in table.headers}
    if not added:
        return table
    return replace(
        table,
        headers=(*table.headers, *added),
        rows=[[*row, *added.values()] for row in table.rows],
    )


def competency_of(header: str, codes: dict[str, str]) -> str | None:
    """The competency that a column's title names, by code or by name."""
    known = codes.get(header.casefold())
    plain = code_of_name(header)
    return known or (plain if plain in GENERIC or plain in codes.values() else None)


def _by_competency(table: Table, codes: dict[str, str]) -> Table:
    own = {column.name for column in KINDS["asesmen"].columns}
    found = {
        place: code
        for place, header in enumerate(table.headers)
        if header not in own and (code := competency_of(header, codes)) is not None
    }
    if not found:
        return table
    kept = [place for place in range(len(table.headers)) if place not in found]
    headers = (*(table.headers[place] for place in kept), "kode_kompetensi", "level")
    rows, lines, origins = [], [], []
    for line, row in zip(table.lines, table.rows, strict=True):
        fixed = [row[place] for place in kept]
        for place, code in found.items():
            if row[place].strip() not in ("", "-"):  # not assessed is no row
                rows.append([*fixed, code, row[place]])
                lines.append(line)
                origins.append(table.headers[place])
    return replace(table, headers=headers, rows=rows, lines=lines, origins=origins)


def yearly(header: str) -> tuple[str, str] | None:
    """The value and the year that a column's title names, such as "Hasil Kerja 2024"."""
    match = _YEAR.match(header)
    name = re.sub(r"[\s\-]+", "_", match[1].strip().casefold()) if match else ""
    return (name, match[2]) if match and name in VALUES else None


def _by_year(table: Table) -> Table:
    found: dict[str, dict[str, int]] = {}
    for place, header in enumerate(table.headers):
        if pair := yearly(header):
            found.setdefault(pair[1], {})[pair[0]] = place
    if not found:
        return table
    used = {place for places in found.values() for place in places.values()}
    kept = [place for place in range(len(table.headers)) if place not in used]
    rows, lines = [], []
    for line, row in zip(table.lines, table.rows, strict=True):
        for year, places in sorted(found.items()):
            values = [row[places[name]] if name in places else "" for name in VALUES]
            if any(value.strip() for value in values):
                rows.append([*(row[place] for place in kept), year, *values])
                lines.append(line)
    headers = (*(table.headers[place] for place in kept), "tahun", *VALUES)
    return replace(table, headers=headers, rows=rows, lines=lines)
