"""The analysis over a folder of files: read, check, calculate, write."""

import json
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from pamong.engine.analysis import RESULT, analyse, result
from pamong.engine.checks import check
from pamong.engine.errors import BadInput
from pamong.engine.levels import COUNTS
from pamong.engine.reading import Opened, checksum, not_utf8, open_folder
from pamong.engine.steps import one_row, sql, table, view
from pamong.engine.summary import summary
from pamong.engine.tables import from_files
from pamong.policy import RULE_VERSION
from pamong.policy.settings import DEFAULTS, to_values

Say = Callable[[int, str], None]  # percent done, what happens now


@dataclass(frozen=True, slots=True)
class Job:
    """What to analyse, as of which day, and where to write."""

    folder: Path
    out: Path
    on: date
    csv: bool = False
    memory_limit: str = "2GB"
    threads: int | None = None


@dataclass(slots=True)
class _Sums:
    """SHA-256 of the inputs, taken beside the calculation; a CSV must be UTF-8 in unused columns too."""

    opened: list[Opened]
    found: dict[str, str] = field(default_factory=dict)
    problem: BadInput | None = None

    def take(self) -> None:
        for one in self.opened:
            if one.path is None:
                continue
            try:
                self.found[one.path.name] = checksum(one.path, text=one.text)
            except UnicodeDecodeError:
                self.problem = self.problem or BadInput(not_utf8(one))


def analyse_files(job: Job, say: Say = lambda _percent, _text: None) -> dict[str, object]:
    """Write the files of the contract to `job.out` and return the manifest; BadInput if refused."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="pamong-") as scratch:
        con = connect(job.memory_limit, job.threads, Path(scratch))
        try:
            return _run(job, con, say, began)
        except duckdb.OutOfMemoryException as error:
            raise BadInput(
                f"Memori {job.memory_limit} tidak cukup untuk data di {job.folder}; beri --memory-limit lebih besar."
            ) from error
        finally:
            con.disconnect()


def connect(memory_limit: str, threads: int | None, scratch: Path) -> Backend:
    """A connection that spills to `scratch` above its memory limit."""
    con = ibis.duckdb.connect()
    try:
        con.con.execute("SET memory_limit = $1", [memory_limit])
    except duckdb.Error as error:
        con.disconnect()
        raise BadInput(
            f'Batas memori "{memory_limit}" tidak dikenal, padahal diharapkan seperti 2GB; perbaiki --memory-limit.'
        ) from error
    if threads is not None:
        con.con.execute("SET threads = $1", [threads])
    con.con.execute("SET temp_directory = $1", [str(scratch)])
    con.con.execute("SET enable_progress_bar = false")
    return con


def _run(job: Job, con: Backend, say: Say, began: float) -> dict[str, object]:
    say(0, "Membaca berkas")
    opened = open_folder(con, job.folder)
    sums = _Sums(list(opened.values()))
    summing = threading.Thread(target=sums.take)
    summing.start()
    try:
        say(20, "Memeriksa isi")
        rows = {name: check(con, one) for name, one in opened.items()}
        from_files(con, opened)
        say(40, "Menganalisis")
        found, _slots = analyse(con, job.on, DEFAULTS)
        found = found.select(
            "person",
            *COUNTS,
            "pid",
            nip="key",
            kode_instansi="institution",
            kode_unit="unit",
            **result(found),
        )
        kept = table(con, "found", found.order_by("person"))
        results = view(con, "results", kept.select("nip", "kode_instansi", "kode_unit", *RESULT))
    finally:
        summing.join()
    if sums.problem:
        raise sums.problem
    say(80, "Menulis hasil")
    with tempfile.TemporaryDirectory(prefix=".pamong-", dir=_folder(job.out)) as draft:
        written = _write(con, job, results, Path(draft))
        manifest = _manifest(con, job, opened, rows, sums.found)
        manifest["seconds"] = round(time.perf_counter() - began, 3)
        (Path(draft) / "manifest.json").write_text(
            json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8"
        )
        for name in (*written, "manifest.json"):
            (Path(draft) / name).replace(job.out / name)
    if not job.csv:
        (job.out / "hasil.csv").unlink(missing_ok=True)  # an earlier run's would contradict this one's
    say(100, "Selesai")
    return manifest


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            f"Folder keluaran {out} tidak dapat dibuat ({error.strerror}); pilih --out yang dapat ditulisi."
        ) from error
    return out


def _write(con: Backend, job: Job, results: ir.Table, draft: Path) -> list[str]:
    """Write the result and both summaries; the names written."""
    copies = {"hasil.parquet": "SELECT * FROM results"}
    if job.csv:
        words = [name for name in ("kode_instansi", "kode_unit", *RESULT) if name not in ("jpm", "kotak")]
        empty = ", ".join(f"nullif({name}, '') AS {name}" for name in words)
        # An empty text becomes null, which CSV writes as nothing instead of quotation marks.
        copies["hasil.csv"] = f"SELECT * REPLACE ({empty}) FROM results"
    for name, by in (
        ("ringkasan_unit.csv", ["kode_instansi", "kode_unit"]),
        ("ringkasan_instansi.csv", ["kode_instansi"]),
    ):
        empty = ", ".join(f"nullif({code}, '') AS {code}" for code in by)
        copies[name] = f"SELECT * REPLACE ({empty}) FROM ({sql(summary(results, by))})"
    for name, query in copies.items():
        form = "FORMAT parquet, COMPRESSION zstd" if name.endswith(".parquet") else "FORMAT csv, HEADER"
        target = str(draft / name).replace("'", "''")
        con.raw_sql(f"COPY ({query}) TO '{target}' ({form})")
    return list(copies)


def _manifest(
    con: Backend, job: Job, opened: dict[str, Opened], rows: dict[str, int], sums: dict[str, str]
) -> dict[str, object]:
    """Rule version, counts, input checksums, what was not used and what the reader should know."""
    answer = one_row(
        con,
        "SELECT coalesce(sum(assessments), 0), coalesce(sum(evaluations), 0), coalesce(sum(causes), 0), "
        "count(*) FILTER (WHERE pid IS NULL) FROM found",
    )
    late = one_row(
        con,
        "SELECT (SELECT count(*) FROM assessments WHERE day > $1), "
        "(SELECT count(*) FROM evaluations WHERE year > $2), (SELECT count(*) FROM causes WHERE year > $2)",
        [job.on, job.on.year],
    )
    unheld = one_row(
        con, "SELECT count(*) FROM standards WHERE position NOT IN (SELECT position FROM people)"
    )
    methods = con.con.execute("SELECT saran, count(*) FROM results GROUP BY saran ORDER BY saran").fetchall()
    rules = con.con.execute("SELECT kode_aturan, count(*) FROM results GROUP BY ALL ORDER BY 1").fetchall()
    per_file = ("asesmen", "kinerja", "penyebab")
    known = dict(zip(per_file, (int(number) for number in answer[:3]), strict=True))
    return {
        "rule_version": RULE_VERSION,
        "on": job.on.isoformat(),
        "engine": "duckdb",
        "people": rows["pegawai"],
        "settings": to_values(DEFAULTS),
        "inputs": {
            one.label: {"rows": rows[name], "sha256": sums[one.path.name]}
            for name, one in opened.items()
            if one.path
        },
        "counts": {
            "pegawai": rows["pegawai"],
            "saran": {str(method) or "kosong": count for method, count in methods},
            "kode_aturan": {str(rule): count for rule, count in rules},
            "unknown_nip": {name: rows[name] - known[name] for name in per_file},
            "unknown_position": {"pegawai": int(answer[3]), "standar": int(unheld[0])},
            "after_the_day": dict(zip(per_file, (int(number) for number in late), strict=True)),
        },
        "notices": _notices(opened),
    }


def _notices(opened: dict[str, Opened]) -> list[str]:
    told = [
        f"{one.label}: kolom {', '.join(one.ignored)} tidak dikenal dan diabaikan."
        for one in opened.values()
        if one.ignored
    ]
    told.append(
        "Hasil dan ringkasan memuat penyebab dan saran konseling secara lengkap; simpan dan bagikan hanya kepada "
        "yang berwenang."
    )
    return told
