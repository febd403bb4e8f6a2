"""`ringkasan_unit` and `ringkasan_instansi`: counts of every value, and the mean JPM; not suppressed."""

import ibis
import ibis.expr.types as ir

from pamong.policy.words import Completeness, Gap, Method

COUNTED = {
    "saran": (*Method, ""),
    "gap_umum": tuple(Gap),
    "gap_teknis": tuple(Gap),
    "gap_kinerja": tuple(Gap),
    "keyakinan": tuple(Completeness),
}


def summary(results: ir.Table, by: list[str]) -> ir.Table:
    """One row a group, in order of its codes."""
    hundredths = (results.jpm * 100).cast("int64")
    counts = {
        f"{column}_{value or 'kosong'}": (results[column] == str(value)).sum().fill_null(0).cast("int64")
        for column, values in COUNTED.items()
        for value in values
    }
    grouped = results.group_by(by).agg(
        pegawai=results.count(), **counts, total=hundredths.sum(), known=results.jpm.count()
    )
    mean = (grouped.total * 2 + grouped.known) // (grouped.known * 2).nullif(0)
    return (
        grouped.mutate(jpm_rata=(mean.cast("float64") / 100).cast("decimal(5, 2)"))
        .drop("total", "known")
        .order_by([ibis.asc(column) for column in by])
    )
