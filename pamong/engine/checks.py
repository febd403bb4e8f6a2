"""Finds the first cell that the contract does not allow and says it in one sentence.

One scan a file asks whether anything is wrong at all; only then is the place looked for.
"""

from dataclasses import dataclass

from ibis.backends.duckdb import Backend

from pamong.engine.columns import EVALUATIONS, STANDARDS, Column, Kind
from pamong.engine.errors import BadInput
from pamong.engine.reading import Opened, csv_line
from pamong.engine.steps import one_row


@dataclass(frozen=True, slots=True)
class Fault:
    """A condition that must not hold, the column it is about, what was expected and what to do."""

    wrong: str  # SQL
    column: str
    expected: str
    cure: str


def check(con: Backend, one: Opened) -> int:
    """The file's number of rows; BadInput for the first wrong cell."""
    faults = [
        fault for column in one.file.columns if column.name in one.present for fault in _faults(one, column)
    ]
    if one.file is EVALUATIONS:
        faults.append(_NOTHING)
    asks = ", ".join(f"COALESCE(bool_or({fault.wrong}), false)" for fault in faults)
    answer = one_row(con, f"SELECT count(*), {asks} FROM {one.view}")
    found = [fault for fault, wrong in zip(faults, answer[1:], strict=True) if wrong]
    if found:
        raise BadInput(_first(con, one, found))
    _check_once(con, one, int(answer[0]))
    return int(answer[0])


def day(column: str) -> str:
    """SQL of a date cell of a CSV; NULL where it is none."""
    padded = (
        f"regexp_matches({column}, '^([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{2}}-[0-9]{{2}}-[0-9]{{4}})$')"
    )
    return f"CASE WHEN {padded} THEN try_strptime({column}, ['%Y-%m-%d', '%d-%m-%Y'])::DATE END"


def nip(column: str) -> str:
    """SQL of a NIP without spaces."""
    return f"replace(replace({column}, ' ', ''), chr(160), '')"


_NOTHING = Fault(
    "((coalesce(hasil_kerja::VARCHAR, '') = '' OR coalesce(perilaku_kerja::VARCHAR, '') = '') "
    "AND coalesce(nilai::VARCHAR, '') = '')",
    "nilai",
    "hasil_kerja dan perilaku_kerja keduanya, atau nilai",
    "lengkapi baris itu atau hapus",
)


def _faults(one: Opened, column: Column) -> list[Fault]:
    cell = f'"{column.name}"'
    blank = f"({cell} IS NULL)"
    if one.text or column.kind is Kind.TEXT:
        blank = f"(coalesce({cell}, '') = '')"
        if column.name == "nip":
            # Only what begins with a space can be nothing but spaces.
            blank = f"({blank} OR ({cell} < '!' AND {nip(cell)} = ''))"
    faults = []
    if not column.empty:
        faults.append(Fault(blank, column.name, column.expected, "isi sel itu atau hapus barisnya"))
    if column.words:
        words = ", ".join(f"'{word}'" for word in column.words)
        faults.append(
            Fault(f"({cell} NOT IN ({words}) AND NOT {blank})", column.name, column.expected,
                  "ganti dengan salah satu kata itu, huruf kecil dan besar seperti tertulis")
        )  # fmt: skip
    if one.text and column.kind is not Kind.TEXT:
        faults += _text_faults(column, cell, blank)
    elif column.kind in (Kind.WHOLE, Kind.NUMBER):
        wrong = f"{cell} < {column.low}"
        if column.high is not None:
            wrong += f" OR {cell} > {column.high}"  # NaN is greater than every number
        faults.append(Fault(f"({wrong})", column.name, column.expected, "perbaiki angkanya"))
    return faults


def _text_faults(column: Column, cell: str, blank: str) -> list[Fault]:
    if column.blank_word:
        blank = f"({blank} OR {cell} = '{column.blank_word}')"
    if column.kind is Kind.DAY:
        return [
            Fault(
                f"(NOT {blank} AND {day(cell)} IS NULL)", column.name, column.expected, "perbaiki tanggalnya"
            )
        ]
    form = "^[0-9]{1,9}$" if column.kind is Kind.WHOLE else r"^[0-9]{1,9}(\.[0-9]+)?$"
    comma = Fault(
        f"regexp_matches({cell}, '^-?[0-9]+,[0-9]*$')", column.name, column.expected,
        "ganti koma desimal dengan titik, atau dengan bilangan bulat bila itu yang diharapkan",
    )  # fmt: skip
    number = f"try_cast({cell} AS DECIMAL(38, 18))"
    wrong = f"NOT {blank} AND (NOT regexp_matches({cell}, '{form}') OR {number} < {column.low}"
    if column.high is not None:
        wrong += f" OR {number} > {column.high}"
    return [comma, Fault(f"({wrong}))", column.name, column.expected, "perbaiki angkanya")]


def _first(con: Backend, one: Opened, faults: list[Fault]) -> str:
    """The sentence of the wrong cell that comes first in the file."""
    places = []
    for order, fault in enumerate(faults):
        found = one_row(
            con,
            f'SELECT row, CAST("{fault.column}" AS VARCHAR) FROM {one.view} WHERE {fault.wrong} ORDER BY row LIMIT 1',
        )
        places.append((int(found[0]), order, fault, found[1]))
    row, _order, fault, value = min(places, key=lambda place: place[:2])
    return (
        f"{_where(one, row)}, kolom {fault.column}: {_shown(value)}, padahal diharapkan "
        f"{fault.expected}; {fault.cure}."
    )


def _where(one: Opened, row: int) -> str:
    """The file and row; of a CSV the line of the file, of a Parquet the row from 1."""
    return f"{one.label}, baris {csv_line(one, row) if one.text else row + 1}"


def _shown(value: str | None) -> str:
    return f'"{value}"' if value else "kosong"


def _check_once(con: Backend, one: Opened, rows: int) -> None:
    keys = [key for key in one.file.once if key in one.present]
    if not keys:
        return
    parts = []
    for key in keys:
        column, cell = one.file.column(key), f'"{key}"'
        if key == "nip":
            cell = nip(cell)
        elif one.text and column.kind is Kind.DAY:
            cell = day(cell)
        parts.append(f"{cell} AS k_{key}")
    listed = ", ".join(f"k_{key}" for key in keys)
    inner = f"SELECT row, {', '.join(parts)} FROM {one.view}"
    answer = one_row(con, f"SELECT count(*) FROM (SELECT DISTINCT {listed} FROM ({inner}))")
    if answer[0] == rows:
        return
    found = one_row(
        con,
        f"SELECT row, first, {listed} FROM (SELECT row, {listed}, min(row) OVER (PARTITION BY {listed}) AS first "
        f"FROM ({inner})) WHERE row > first ORDER BY row LIMIT 1",
    )
    # The competency says more about a line of a standard than its position.
    named = "kode_kompetensi" if one.file is STANDARDS else keys[0]
    value = found[2 + keys.index(named)]
    what = (
        "satu baris per jabatan, kompetensi, dan berlaku_mulai"
        if one.file is STANDARDS
        else "setiap pegawai sekali"
    )
    first = _where(one, int(found[1])).rpartition(" ")[2]
    raise BadInput(
        f"{_where(one, int(found[0]))}, kolom {named}: {_shown(str(value))} sudah ada pada baris {first}, padahal "
        f"diharapkan {what}; hapus salah satunya."
    )
