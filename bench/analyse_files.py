"""500,000 people by files: `pamong analyse-files` against SQL written by hand, every row compared.

    python bench/analyse_files.py [--people 500000] [--runs 5]

Both read the same Parquet files and write the same result in the same process, in turns; ours also
checks every cell, sums the inputs and writes the summaries. Prints a table, writes bench/results/.
"""

import argparse
import json
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb

from pamong.engine.files import Job, analyse_files

HERE = Path(__file__).parent
ON = date(2026, 11, 24)
STALE = date(2023, 11, 24)
MEMORY = "2GB"
TARGET = 1.5
GENERIC = (
    "integritas", "kerjasama", "komunikasi", "orientasi", "pelayanan_publik", "pengembangan_diri",
    "mengelola_perubahan", "pengambilan_keputusan", "perekat_bangsa",
)  # fmt: skip
TECHNICAL = ("arsip", "anggaran", "data", "hukum", "pengadaan")
CODES = (*GENERIC, *TECHNICAL)


def generate(folder: Path, people: int) -> None:
    """Invented people as Parquet files; the same for the same number."""
    con = duckdb.connect()
    con.execute("SET threads = 1; SELECT setseed(0.2026)")
    codes = "[" + ", ".join(f"'{code}'" for code in CODES) + "]"

    def pick(*words: str) -> str:
        listed = ", ".join(f"'{word}'" for word in words)
        return f"list_extract([{listed}], 1 + (random() * {len(words)})::INTEGER % {len(words)})"

    nip = "(190000000000000000 + p)::VARCHAR"
    tables = {
        "pegawai": f"SELECT {nip} AS nip, 'J' || (random() * 12000)::INTEGER AS kode_jabatan, "
        "'U' || p % 900 AS kode_unit, 'I' || p % 30 AS kode_instansi "
        f"FROM range({people}) t(p)",
        # One position in a hundred has no standard.
        "standar": f"SELECT 'J' || j AS kode_jabatan, {codes}[1 + c] AS kode_kompetensi, "
        f"CASE WHEN c < 8 THEN 'manajerial' WHEN c = 8 THEN 'sosial_kultural' ELSE 'teknis' END AS jenis, "
        f"(random() * 5)::INTEGER AS level FROM range(12000) t(j), range({len(CODES)}) s(c) WHERE j % 100 > 0",
        "asesmen": f"SELECT {nip} AS nip, {codes}[1 + c] AS kode_kompetensi, least(5, (random() * 6)::INTEGER) AS level, "
        f"{pick('uji_kompetensi', 'atasan', '360', 'bukti', 'mandiri')} AS sumber, "
        "DATE '2021-06-01' + (random() * 2000)::INTEGER AS tanggal "
        f"FROM range({people}) t(p), range({len(CODES)}) s(c) WHERE random() < 0.97 AND p % 50 > 0 ORDER BY random()",
        "kinerja": f"SELECT {nip} AS nip, y::INTEGER AS tahun, "
        f"CASE WHEN p % 3 > 0 THEN {pick('di_atas', 'sesuai', 'sesuai', 'di_bawah')} ELSE '' END AS hasil_kerja, "
        f"CASE WHEN p % 3 > 0 THEN {pick('di_atas', 'sesuai', 'sesuai', 'sesuai', 'di_bawah')} ELSE '' END AS perilaku_kerja, "
        "(random() * 2)::INTEGER AS indikator_di_bawah, "
        "CASE WHEN p % 3 = 0 THEN (40 + random() * 80)::DECIMAL(5, 2) END AS nilai "
        f"FROM range({people}) t(p), range(2024, 2027) s(y) WHERE random() < 0.95",
        "penyebab": f"SELECT {nip} AS nip, (2024 + random() * 2)::INTEGER AS tahun, "
        f"{pick('motivasi', 'kejenuhan', 'keterampilan', 'pengalaman', 'perilaku', 'pribadi', 'karier', '')} AS penyebab "
        f"FROM range({people}) t(p) WHERE random() < 0.7",
    }
    for name, query in tables.items():
        con.execute(f"COPY ({query}) TO '{folder / name}.parquet' (FORMAT parquet, COMPRESSION zstd)")


def hand_written(folder: Path, out: Path) -> float:
    """Seconds of the hand-written SQL."""
    places = range(len(CODES))

    def each(text: str, between: str = ", ") -> str:
        return between.join(text.format(n=n, code=CODES[n]) for n in places)

    lists = {
        "standard_columns": each("max(level) FILTER (WHERE kode_kompetensi = '{code}') AS r{n}"),
        "generic_columns": each(
            "bool_or(jenis <> 'teknis') FILTER (WHERE kode_kompetensi = '{code}') AS g{n}"
        ),
        "key_columns": each("max(k) FILTER (WHERE kode_kompetensi = '{code}') AS k{n}"),
        "required_list": each("r{n}"),
        "generic_list": each("g{n}"),
        "level_list": each("CASE WHEN r{n} IS NOT NULL THEN k{n} & 7 END AS h{n}"),
        "old_list": each(
            "r{n} IS NOT NULL AND ((k{n} >> 36) & 4194303) < (DATE '{{stale}}' - DATE '0001-01-01') AS o{n}"
        ).replace("{stale}", STALE.isoformat()),
        "worst_generic": each("CASE WHEN g{n} THEN r{n} - h{n} END"),
        "worst_technical": each("CASE WHEN NOT g{n} THEN r{n} - h{n} END"),
        "sum_held": each("CASE WHEN g{n} AND h{n} IS NOT NULL THEN h{n} ELSE 0 END", " + "),
        "sum_required": each("CASE WHEN g{n} AND h{n} IS NOT NULL THEN r{n} ELSE 0 END", " + "),
        "generic_assessed": each("CASE WHEN g{n} AND h{n} IS NOT NULL THEN 1 ELSE 0 END", " + "),
        "generic_required": each("CASE WHEN g{n} THEN 1 ELSE 0 END", " + "),
        "any_old": each("coalesce(o{n}, false)", " OR "),
    }
    fixed = {"folder": str(folder), "out": str(out), "on": ON.isoformat(), "first": str(ON.year - 1)}
    sql = (HERE / "analyse_files.sql").read_text("utf-8")
    for name, text in (lists | fixed).items():
        sql = sql.replace("{" + name + "}", text)
    with tempfile.TemporaryDirectory() as scratch:
        began = time.perf_counter()
        con = duckdb.connect()
        con.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{scratch}'")
        con.execute(sql)
        con.close()
        return time.perf_counter() - began


def ours(folder: Path, out: Path) -> float:
    """Seconds of the engine, everything included but starting Python."""
    began = time.perf_counter()
    analyse_files(Job(folder, out, ON, memory_limit=MEMORY))
    return time.perf_counter() - began


def differences(left: Path, right: Path) -> int:
    """Rows that are in one result and not in the other, counted with repetition."""
    con = duckdb.connect()
    names = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM '{left}'").fetchall()]
    listed = ", ".join(f"{name}::VARCHAR AS {name}" for name in names)
    one, two = (f"SELECT {listed} FROM '{path}'" for path in (left, right))
    query = f"SELECT count(*) FROM (({one} EXCEPT ALL {two}) UNION ALL ({two} EXCEPT ALL {one}))"
    found = con.execute(query).fetchone()
    assert found is not None
    return int(found[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=500_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder, out, by_hand = Path(scratch) / "in", Path(scratch) / "out", Path(scratch) / "hand.parquet"
        folder.mkdir()
        generate(folder, asked.people)
        pairs = [(ours(folder, out), hand_written(folder, by_hand)) for _run in range(asked.runs)]
        wrong = differences(out / "hasil.parquet", by_hand)
    engine, hand = (statistics.median(times) for times in zip(*pairs, strict=True))
    result = {
        "people": asked.people,
        "runs": asked.runs,
        "engine_seconds": round(engine, 2),
        "hand_written_seconds": round(hand, 2),
        "ratio": round(engine / hand, 2),
        "target_ratio": TARGET,
        "different_rows": wrong,
        "duckdb": duckdb.__version__,
        "memory_limit": MEMORY,
    }
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "analyse_files.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    print(
        f"{'analysis by files':24} {'people':>9} {'engine s':>9} {'by hand s':>10} {'ratio':>6} {'different':>10}"
    )
    print(f"{'':24} {asked.people:9} {engine:9.2f} {hand:10.2f} {engine / hand:6.2f} {wrong:10}")
    return 0 if wrong == 0 else 1


if __name__ == "__main__":
    raise SystemExit(main())
