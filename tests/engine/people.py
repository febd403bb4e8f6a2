"""Facts of many people turned into the tables or the files of a batch."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pamong.engine import batch
from pamong.policy.facts import Facts

HEADERS = {
    "pegawai": (
        "nip", "nama", "jenis_asn", "golongan", "kode_jabatan", "kode_unit", "kode_instansi", "nip_atasan",
        "tmt_jabatan", "pendidikan", "email",
    ),
    "standar": ("kode_jabatan", "kode_kompetensi", "jenis", "level", "berlaku_mulai"),
    "asesmen": ("nip", "kode_kompetensi", "level", "sumber", "tanggal"),
    "kinerja": ("nip", "tahun", "hasil_kerja", "perilaku_kerja", "indikator_di_bawah", "nilai"),
    "penyebab": ("nip", "tahun", "penyebab"),
}  # fmt: skip
_TYPES = {
    "level": pa.int8(),
    "tahun": pa.int16(),
    "indikator_di_bawah": pa.int32(),
    "nilai": pa.decimal128(7, 3),
}
Rows = dict[str, list[dict[str, Any]]]


def tables(people: Sequence[Facts]) -> batch.Tables:
    """The tables of a batch; person n holds position n. Rows of different people lie between each other."""
    rows: Rows = {name: [] for name in ("people", "standards", "assessments", "evaluations", "causes")}
    for person, facts in enumerate(people):
        rows["people"].append({"person": person, "position": str(person)})
        for line in facts.required:
            rows["standards"].append(
                {
                    "position": str(person),
                    "competency": line.competency,
                    "cluster": str(line.cluster),
                    "level": line.level,
                    "start": None,
                }
            )
        for row in facts.assessed:
            rows["assessments"].append(
                {
                    "person": person,
                    "competency": row.competency,
                    "level": row.level,
                    "source": str(row.source),
                    "day": row.on,
                    "row": row.order,
                }
            )
        for given in facts.evaluations:
            rows["evaluations"].append(
                {
                    "person": person,
                    "year": given.year,
                    "work": given.work and str(given.work),
                    "behaviour": given.behaviour and str(given.behaviour),
                    "below": given.indicators_below,
                    "score": given.score,
                    "row": given.order,
                }
            )
        for cause in facts.causes:
            rows["causes"].append(
                {
                    "person": person,
                    "year": cause.year,
                    "cause": cause.cause and str(cause.cause),
                    "row": cause.order,
                }
            )
    schemas = {
        "people": batch.PEOPLE,
        "standards": batch.STANDARDS,
        "assessments": batch.ASSESSMENTS,
        "evaluations": batch.EVALUATIONS,
        "causes": batch.CAUSES,
    }
    # Latest place first: the order of rows must not matter, only their number.
    return batch.Tables(
        **{
            name: pa.Table.from_pylist(list(reversed(rows[name])), schema=schema)
            for name, schema in schemas.items()
        }
    )


def nip(person: int) -> str:
    return f"19850101201001{person:04d}"


def file_rows(people: Sequence[Facts]) -> Rows:
    """The rows of the contract's five files."""
    rows: Rows = {name: [] for name in HEADERS}
    for person, facts in enumerate(people):
        own = {"nip": nip(person)}
        rows["pegawai"].append(
            {**own, "nama": "Seseorang", "jenis_asn": "PNS", "kode_jabatan": f"J{person}",
             "kode_unit": f"U{person % 3}", "kode_instansi": "I1"}
        )  # fmt: skip
        for line in facts.required:
            rows["standar"].append(
                {
                    "kode_jabatan": f"J{person}",
                    "kode_kompetensi": line.competency,
                    "jenis": str(line.cluster),
                    "level": line.level,
                    "berlaku_mulai": None,
                }
            )
        for row in facts.assessed:
            rows["asesmen"].append(
                {**own, "kode_kompetensi": row.competency, "level": row.level, "sumber": str(row.source),
                 "tanggal": row.on}
            )  # fmt: skip
        for given in facts.evaluations:
            rows["kinerja"].append(
                {
                    **own,
                    "tahun": given.year,
                    "hasil_kerja": str(given.work or ""),
                    "perilaku_kerja": str(given.behaviour or ""),
                    "indikator_di_bawah": given.indicators_below or None,
                    "nilai": given.score,
                }
            )
        for cause in facts.causes:
            rows["penyebab"].append({**own, "tahun": cause.year, "penyebab": str(cause.cause or "")})
    return rows


def write_csv(folder: Path, rows: Rows, delimiter: str = ",") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, HEADERS[name], delimiter=delimiter, restval="")
            writer.writeheader()
            writer.writerows(lines)
    return folder


def write_parquet(folder: Path, rows: Rows) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in rows.items():
        schema = pa.schema(
            [
                (
                    column,
                    pa.date32()
                    if column in ("tanggal", "berlaku_mulai")
                    else _TYPES.get(column, pa.string()),
                )
                for column in HEADERS[name]
            ]
        )
        pq.write_table(pa.Table.from_pylist(lines, schema=schema), folder / f"{name}.parquet")
    return folder
