"""Finds the files of a folder and opens each as a raw view: text from CSV, typed from Parquet.

Every view has `row`, the place of the row in its file from 0, beside the contract's columns.
"""

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from ibis.backends.duckdb import Backend

from pamong.engine.columns import FILES, Column, File, Kind
from pamong.engine.errors import BadInput

_WHOLE = {
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT",
    "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
}  # fmt: skip
_CHUNK = 1 << 20


@dataclass(slots=True)
class Opened:
    """A file that is open as the view `raw_<name>`."""

    file: File
    path: Path | None  # None where an optional file is absent
    text: bool = True  # CSV: every column is text
    present: set[str] = field(default_factory=set)
    ignored: tuple[str, ...] = ()
    delimiter: str = ","

    @property
    def view(self) -> str:
        return f"raw_{self.file.name}"

    @property
    def label(self) -> str:
        return self.path.name if self.path else self.file.name


def open_folder(con: Backend, folder: Path) -> dict[str, Opened]:
    """Open the five files of the folder; BadInput names what is missing or twofold."""
    if not folder.is_dir():
        raise BadInput(
            f"Folder {folder} tidak ada; berikan folder yang berisi pegawai, standar, dan lainnya."
        )
    opened = {file.name: _find(file, folder) for file in FILES}
    for one in opened.values():
        if one.path is None:
            _absent(con, one)
        elif one.text:
            _open_csv(con, one, one.path)
        else:
            _open_parquet(con, one, one.path)
    return opened


def checksum(path: Path, *, text: bool = False) -> str:
    """SHA-256 of a file; UnicodeDecodeError for a text that is not UTF-8."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            if text and not (chunk.isascii() and not decoder.getstate()[0]):
                decoder.decode(chunk)
    if text:
        decoder.decode(b"", final=True)
    return digest.hexdigest()


def csv_line(one: Opened, row: int) -> int:
    """The line of a CSV file on which its row (from 0) begins."""
    for number, (line, _cells) in enumerate(_records(one.path or Path(), one.delimiter)):
        if number == row:
            return line
    return row + 2


def _find(file: File, folder: Path) -> Opened:
    found = [
        path for path in (folder / f"{file.name}.csv", folder / f"{file.name}.parquet") if path.is_file()
    ]
    if len(found) == 2:
        raise BadInput(
            f"Di {folder} ada {file.name}.csv dan {file.name}.parquet, padahal hanya satu yang diharapkan; "
            "hapus atau pindahkan salah satunya."
        )
    if not found and not file.optional:
        raise BadInput(
            f"Berkas {file.name}.csv atau {file.name}.parquet tidak ada di {folder}; tambahkan berkas itu."
        )
    path = found[0] if found else None
    return Opened(file, path, text=path is not None and path.suffix == ".csv")


def _absent(con: Backend, one: Opened) -> None:
    columns = ", ".join(f"NULL::{_SQL[column.kind]} AS {column.name}" for column in one.file.columns)
    con.raw_sql(f"CREATE VIEW {one.view} AS SELECT 0::BIGINT AS row, {columns} WHERE false")
    one.text = False
    one.present = {column.name for column in one.file.columns}


_SQL = {Kind.TEXT: "VARCHAR", Kind.WHOLE: "INTEGER", Kind.NUMBER: "DECIMAL(9,4)", Kind.DAY: "DATE"}


def _columns(one: Opened, names: list[str]) -> list[Column]:
    """The wanted columns that are there; BadInput for a missing or repeated one."""
    twice = {name for name in names if names.count(name) > 1}
    for column in one.file.columns:
        if column.name in twice:
            raise BadInput(
                f"{one.label}, baris 1: kolom {column.name} ada dua kali, padahal diharapkan satu kali; "
                "hapus salah satunya."
            )
        if column.name not in names and not column.optional:
            raise BadInput(
                f"{one.label}, baris 1: kolom {column.name} tidak ada (yang terbaca: {', '.join(names)}); "
                "tambahkan kolom itu dengan nama persis demikian."
            )
    wanted = [column for column in one.file.columns if column.name in names]
    one.present = {column.name for column in wanted}
    one.ignored = tuple(name for name in names if name not in one.present | set(one.file.known))
    return wanted


def _open_csv(con: Backend, one: Opened, path: Path) -> None:
    names = _header(one, path)
    wanted = _columns(one, names)
    spec = ", ".join(f"{_quote(f'{place}')}: 'VARCHAR'" for place in range(len(names)))
    chosen = ", ".join(f'{_place(names, column.name)} AS "{column.name}"' for column in wanted)
    query = (
        f"SELECT {chosen} FROM read_csv({_quote(str(path))}, delim={_quote(one.delimiter)}, quote='\"', "
        "escape='\"', header=false, skip=1, auto_detect=false, strict_mode=true, "
        f"columns={{{spec}}})"
    )
    try:
        con.raw_sql(f"CREATE TABLE text_{one.file.name} AS {query}")
    except duckdb.OutOfMemoryException:
        raise  # says nothing about the file
    except duckdb.Error as error:
        raise BadInput(_broken(one, path, len(names), error)) from error
    con.raw_sql(f"CREATE VIEW {one.view} AS SELECT rowid AS row, * FROM text_{one.file.name}")


def _place(names: list[str], name: str) -> str:
    return f'"{names.index(name)}"'


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _header(one: Opened, path: Path) -> list[str]:
    """The column names; the delimiter is the one that finds more of the wanted names."""
    wanted = {column.name for column in one.file.columns}
    best: list[str] = []
    try:
        with path.open("rb") as stream:
            line = stream.readline().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(_not_utf8(one, 1)) from error
    if not line.strip():
        raise BadInput(f"{one.label}, baris 1: kosong, padahal diharapkan nama kolom; isi baris pertama.")
    for delimiter in (",", ";"):
        names = next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter))
        if not best or len(wanted & set(names)) > len(wanted & set(best)):
            best, one.delimiter = names, delimiter
    return best


def _records(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows after the header with the line each begins on; empty lines are no rows."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter)
        next(reader, None)
        before = reader.line_num
        for cells in reader:
            if cells:
                yield before + 1, cells
            before = reader.line_num


def _broken(one: Opened, path: Path, count: int, error: duckdb.Error) -> str:
    """The sentence for a CSV that cannot be read."""
    if told := not_utf8(one):
        return told
    try:
        for line, cells in _records(path, one.delimiter):
            if len(cells) != count:
                return (
                    f"{one.label}, baris {line}: ada {len(cells)} kolom, padahal diharapkan {count} seperti "
                    "baris pertama; periksa pemisah dan tanda kutip pada baris itu."
                )
    except csv.Error:
        pass  # the reader's own words follow
    if line := _other_ending(path):
        return (
            f"{one.label}, baris {line}: akhir barisnya lain dari baris pertama (CRLF dan LF tercampur), padahal "
            "diharapkan satu macam; simpan ulang berkasnya."
        )
    return (
        f"{one.label}: tidak dapat dibaca sebagai CSV ({str(error).splitlines()[0]}); simpan ulang berkasnya."
    )


def not_utf8(one: Opened) -> str:
    """The sentence for the first line that is not UTF-8; empty where all are."""
    with (one.path or Path()).open("rb") as stream:
        for number, raw in enumerate(stream, start=1):
            try:
                raw.decode("utf-8")
            except UnicodeDecodeError:
                return _not_utf8(one, number)
    return ""


def _other_ending(path: Path) -> int:
    """The first line that ends another way than the first; 0 where none does."""
    with path.open("rb") as stream:
        first = stream.readline().endswith(b"\r\n")
        for number, raw in enumerate(stream, start=2):
            if raw.endswith(b"\n") and raw.endswith(b"\r\n") is not first:
                return number
    return 0


def _not_utf8(one: Opened, line: int) -> str:
    return f"{one.label}, baris {line}: bukan UTF-8; simpan ulang berkasnya sebagai CSV UTF-8."


def _open_parquet(con: Backend, one: Opened, path: Path) -> None:
    source = f"read_parquet({_quote(str(path))}, file_row_number=true)"
    try:
        described = con.con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    except duckdb.Error as error:
        raise BadInput(f"{one.label}: bukan berkas Parquet yang utuh; buat ulang berkasnya.") from error
    types = {str(name): str(kind) for name, kind, *_ in described if name != "file_row_number"}
    chosen = []
    for column in _columns(one, list(types)):
        kind = types[column.name]
        if kind in ("FLOAT", "DOUBLE") and column.kind is Kind.NUMBER:
            # What is missing in a table of numbers is often written as NaN.
            chosen.append(f'CASE WHEN NOT isnan("{column.name}") THEN "{column.name}" END AS "{column.name}"')
            continue
        if _fits(column.kind, kind):
            chosen.append(f'"{column.name}"')
            continue
        found = con.con.execute(
            f'SELECT file_row_number, CAST("{column.name}" AS VARCHAR) FROM {source} '
            f'WHERE "{column.name}" IS NOT NULL LIMIT 1'
        ).fetchone()
        if found:
            raise BadInput(
                f"{one.label}, baris {found[0] + 1}, kolom {column.name}: {found[1]} bertipe {kind}, padahal "
                f"diharapkan {_TYPE[column.kind]}; ubah tipe kolom itu."
            )
        chosen.append(f'NULL::{_SQL[column.kind]} AS "{column.name}"')
    con.raw_sql(f"CREATE VIEW {one.view} AS SELECT file_row_number AS row, {', '.join(chosen)} FROM {source}")


_TYPE = {Kind.TEXT: "string", Kind.WHOLE: "integer", Kind.NUMBER: "decimal atau double", Kind.DAY: "date"}


def _fits(kind: Kind, found: str) -> bool:
    match kind:
        case Kind.TEXT:
            return found == "VARCHAR" or found.startswith("ENUM")
        case Kind.WHOLE:
            return found in _WHOLE
        case Kind.NUMBER:
            return found in _WHOLE | {"FLOAT", "DOUBLE"} or found.startswith("DECIMAL")
        case Kind.DAY:
            return found == "DATE"
