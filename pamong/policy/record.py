"""One person's analysis as the row that is stored and written, the same from both paths."""

import json
from typing import Any

from pamong.policy.weighing import Analysis
from pamong.policy.words import Cluster

_CLUSTERS = tuple(Cluster)


def result_row(analysis: Analysis) -> dict[str, Any]:
    """The columns of `hasil` that the rules decide, the number of gaps, and `inputs` as JSON text."""
    return {
        "jpm": analysis.jpm,
        "kategori_jpm": str(analysis.jpm_category or ""),
        "kategori_seleksi": str(analysis.selection_category or ""),
        "gap_umum": str(analysis.generic_gap),
        "gap_teknis": str(analysis.technical_gap),
        "predikat": str(analysis.rating or ""),
        "gap_kinerja": str(analysis.performance_gap),
        "kotak": analysis.box,
        "penyebab": str(analysis.cause or ""),
        "saran": str(analysis.main or ""),
        "kode_aturan": analysis.rule,
        "saran_tambahan": ";".join(analysis.extra),
        "keyakinan": str(analysis.completeness),
        "gaps": analysis.gaps,
        "inputs": json.dumps(inputs(analysis), ensure_ascii=False, separators=(",", ":")),
    }


def inputs(analysis: Analysis) -> dict[str, Any]:
    """What the rules used: each counted level, the evaluation's year, behaviour, the lifted gap."""
    used = analysis.evaluation
    levels = sorted(analysis.levels, key=lambda row: (_CLUSTERS.index(row.cluster), row.competency))
    return {
        "levels": {
            row.competency: [
                row.required,
                row.held,
                row.source.value if row.source else None,
                row.on.isoformat() if row.on else None,
            ]
            for row in levels
        },
        "evaluation": used.year if used else None,
        "behaviour_below": analysis.behaviour_below,
        "forced": analysis.forced,
    }
