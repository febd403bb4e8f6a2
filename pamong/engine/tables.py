"""The five relations the analysis works on, with their columns and types.

people       person (whole number, unique), key, position, unit, institution
standards    position, competency, cluster, level (0 or null: not required), start (date or null)
assessments  key, competency, level, source, day, row
evaluations  key, year, work, behaviour, below, hundredths, row
causes       key, year, cause, row

`key` is the NIP; where many rows have it, as it is written, with its spaces. `hundredths` is the score in whole hundredths, rounded down, which leaves every comparison with a
bound of two places as it is.
"""

import ibis
from ibis.backends.duckdb import Backend

from pamong.engine.checks import day, nip
from pamong.engine.columns import NOT_REQUIRED
from pamong.engine.reading import Opened

PEOPLE = ibis.table(
    {"person": "int64", "key": "string", "position": "string", "unit": "string", "institution": "string"},
    name="people",
)
STANDARDS = ibis.table(
    {"position": "string", "competency": "string", "cluster": "string", "level": "int32", "start": "date"},
    name="standards",
)
ASSESSMENTS = ibis.table(
    {
        "key": "string",
        "competency": "string",
        "level": "int32",
        "source": "string",
        "day": "date",
        "row": "int64",
    },
    name="assessments",
)
EVALUATIONS = ibis.table(
    {
        "key": "string",
        "year": "int32",
        "work": "string",
        "behaviour": "string",
        "below": "int64",
        "hundredths": "int64",
        "row": "int64",
    },
    name="evaluations",
)
CAUSES = ibis.table({"key": "string", "year": "int32", "cause": "string", "row": "int64"}, name="causes")


def from_files(con: Backend, opened: dict[str, Opened]) -> None:
    """The relations over checked files; the texts of a CSV become typed here."""
    people, standards, assessments, evaluations, causes = (
        opened[name] for name in ("pegawai", "standar", "asesmen", "kinerja", "penyebab")
    )
    con.raw_sql(
        f"CREATE TABLE people AS SELECT row AS person, {nip('nip')} AS key, "
        f"coalesce(kode_jabatan, '') AS position, coalesce(kode_unit, '') AS unit, "
        f"coalesce(kode_instansi, '') AS institution FROM {people.view}"
    )
    start = "NULL::DATE"
    if "berlaku_mulai" in standards.present:
        start = day("berlaku_mulai") if standards.text else "berlaku_mulai"
    level = f"nullif(level, '{NOT_REQUIRED}')" if standards.text else "level"
    con.raw_sql(
        f"CREATE TABLE standards AS SELECT kode_jabatan AS position, kode_kompetensi AS competency, "
        f"jenis AS cluster, CAST({level} AS INTEGER) AS level, {start} AS start FROM {standards.view}"
    )
    tanggal = day("tanggal") if assessments.text else "tanggal"
    con.raw_sql(
        "CREATE VIEW assessments AS SELECT nip AS key, kode_kompetensi AS competency, "
        f"CAST(level AS INTEGER) AS level, sumber AS source, {tanggal} AS day, row FROM {assessments.view}"
    )
    hundredths = "CAST(floor(CAST(nilai AS DECIMAL(38, 18)) * 100) AS BIGINT)"
    con.raw_sql(
        "CREATE VIEW evaluations AS SELECT nip AS key, CAST(tahun AS INTEGER) AS year, "
        "nullif(hasil_kerja, '') AS work, nullif(perilaku_kerja, '') AS behaviour, "
        "coalesce(CAST(indikator_di_bawah AS BIGINT), 0) AS below, "
        f"{hundredths} AS hundredths, row FROM {evaluations.view}"
    )
    con.raw_sql(
        "CREATE VIEW causes AS SELECT nip AS key, CAST(tahun AS INTEGER) AS year, "
        f"nullif(penyebab, '') AS cause, row FROM {causes.view}"
    )
