"""The competency dictionary: five levels with indicators; a changed text is a new edition."""

import re
from typing import Any

from pamong.competency.models import CompetencyEdition
from pamong.exchange.planning import Work
from pamong.exchange.rows import MEND
from pamong.exchange.standards import FIRST, Dictionary, code_of_name
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import GENERIC

_NUMBER = re.compile(r"^\d+(\.\d+)*[.)]\s*")


def read_indicators(text: str) -> list[str]:
    """`1.1. a; | 1.2. b` → a, b: numbers and stray ends are the file's, not the indicator's."""
    parts = (_NUMBER.sub("", " ".join(part.split())).strip(" ;") for part in text.split("|"))
    return [part for part in parts if part]


def plan_dictionary(work: Work) -> None:
    dictionary = Dictionary(work)
    newest: dict[int, CompetencyEdition] = {}
    for edition in CompetencyEdition.objects.filter(competency__institution=work.institution).order_by(
        "number"
    ):
        newest[edition.competency_id] = edition
    texts: dict[str, dict[str, Any]] = {}
    for row in work.sheet:
        name, cluster = row.filled("kompetensi"), row.word("kelompok")
        level = row.whole("level", 1, 5)
        text = row.filled("deskripsi")
        for needed in ("kelompok", "level"):
            if not row.text(needed):
                row.filled(needed)
        if name is None or cluster is None or level is None or text is None:
            continue
        code = row.text("kode_kompetensi") or code_of_name(name)
        if code in GENERIC and cluster != GENERIC[code][0]:
            row.wrong("kelompok", S(GENERIC[code][0], GENERIC[code][0]), MEND)
            continue
        entry = texts.setdefault(
            code, {"name": name, "cluster": cluster, "definition": "", "levels": {}, "rows": []}
        )
        if str(level) in entry["levels"]:
            row.wrong(
                "level", S("tiap level sekali", "each level once"), S("Hapus salah satunya.", "Remove one.")
            )
            continue
        indicators = read_indicators(row.text("indikator"))
        if row.text("indikator") != " | ".join(indicators) and indicators:
            row.repaired(
                S("Nomor dan tanda akhir indikator dirapikan.", "Numbers and ends of indicators tidied.")
            )
        entry["levels"][str(level)] = {"description": text, "indicators": indicators}
        entry["definition"] = row.text("definisi") or entry["definition"]
        entry["rows"].append(row)
    for code, entry in texts.items():
        competency = dictionary.by_code.get(code)
        if competency is None:
            competency = dictionary.add(code, entry["name"][:200], entry["cluster"])
        else:
            work.plan.change(competency, name=entry["name"][:200], cluster=entry["cluster"])
        old = newest.get(competency.pk) if competency.pk else None
        levels = {**(old.levels if old else {}), **entry["levels"]}
        definition = entry["definition"] or (old.definition if old else "")
        same = old is not None and old.levels == levels and old.definition == definition
        if not same:
            number, since = (old.number + 1, work.on) if old else (1, FIRST)
            work.plan.create(
                CompetencyEdition(
                    competency=competency,
                    number=number,
                    since=since,
                    definition=definition,
                    levels=levels,
                    source=work.sheet.table.name[:200],
                )
            )
        for row in entry["rows"]:
            number = row.text("level")
            if old is None or number not in old.levels:
                row.fate("new")
            else:
                row.fate("unchanged" if old.levels[number] == levels[number] else "changed")
