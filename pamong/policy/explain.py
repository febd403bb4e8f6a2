"""The findings of one analysis and its one-line summary, with the actual numbers."""

from collections.abc import Mapping
from datetime import date

from pamong.policy import boxes, performance
from pamong.policy import parameters as p
from pamong.policy.channel import CHANNEL
from pamong.policy.citation import Tag
from pamong.policy.days import months_before
from pamong.policy.finding import Finding
from pamong.policy.levels import CountedLevel
from pamong.policy.rules import RULES
from pamong.policy.sentence import Sentence as S
from pamong.policy.sentence import day, listing
from pamong.policy.settings import Settings
from pamong.policy.weighing import Analysis
from pamong.policy.words import GENERIC, Cause, Completeness, Gap, Method

_ROWS = {row.code: row for row in CHANNEL}
_DUE_TO = {
    Cause.MOTIVATION: S("kurang motivasi", "lacking motivation"),
    Cause.SATURATION: S("kejenuhan", "saturation"),
    Cause.SKILL: S("kurang keterampilan", "lacking skill"),
    Cause.EXPERIENCE: S("kurang pengalaman", "lacking experience"),
    Cause.BEHAVIOUR: S("masalah perilaku", "a matter of behaviour"),
    Cause.PERSONAL: S("masalah pribadi", "a personal matter"),
    Cause.CAREER: S("kebutuhan karier", "a career need"),
}


def headline(result: Analysis) -> S:
    """One sentence: the method and why."""
    if result.main is None:
        return S("Belum ada saran, karena {why}.", "No suggestion, because {why}.").fill(
            why=reason(result.rule, result)
        )
    return S("{method}, karena {why}.", "{method}, because of {why}.").fill(
        method=result.main.label.capital(), why=reason(result.rule, result)
    )


def reason(rule: str, result: Analysis) -> S:
    """Why a channel rule holds for this person, as a clause."""
    match rule:
        case "JALUR-01":
            return _conduct(result)
        case "JALUR-09" | "JALUR-15":
            return S("kebutuhan pengembangan karier", "a need of career development")
        case "JALUR-10" | "JALUR-11":
            return S("kesenjangan kompetensi umum {gap}", "a generic competency gap that is {gap}").fill(
                gap=result.generic_gap.label
            )
        case "JALUR-12":
            return S("kesenjangan kompetensi teknis {gap}", "a technical competency gap that is {gap}").fill(
                gap=result.technical_gap.label
            )
        case "JALUR-13":
            return S(
                "target kinerja tercapai dan tidak ada kesenjangan kompetensi yang diketahui",
                "a performance target that is met and no known competency gap",
            )
        case "JALUR-14":
            return S("yang diketahui tidak menunjukkan kebutuhan", "what is known shows no need")
        case "JALUR-00":
            return S(
                "penilaian kompetensi dan evaluasi kinerja belum ada; lengkapi data",
                "there is neither an assessment nor an evaluation; complete the data",
            )
        case "JALUR-08":
            return _with_generic(
                S(
                    "kesenjangan kinerja {gap} yang penyebabnya belum dibahas",
                    "a {gap} performance gap whose cause is not yet discussed",
                ).fill(gap=result.performance_gap.label),
                result,
            )
        case "JALUR-06":
            return _with_generic(_gap_and_cause(result), result)
    return _gap_and_cause(result)


def explain(result: Analysis, *, on: date, settings: Settings, names: Mapping[str, S]) -> tuple[Finding, ...]:
    """All findings: the suggestion first, then what it rests on, then the state of the data."""
    return (
        *explain_channel(result),
        *_performance(result, on, settings),
        *_competency(result, on, names),
        *_talent(result, on),
        *_data(result, on, settings, names),
    )


def name_of(code: str, names: Mapping[str, S]) -> S:
    """A competency's name, else its code with spaces."""
    if code in names:
        return names[code]
    return GENERIC[code][1] if code in GENERIC else S(*[code.replace("_", " ")] * 2)


def _conduct(result: Analysis) -> S:
    below = S("perilaku kerja di bawah ekspektasi", "behaviour below expectation")
    if result.cause not in (Cause.BEHAVIOUR, Cause.PERSONAL):
        return below
    due = _DUE_TO[result.cause]
    return listing([below, due]) if result.behaviour_below else due


def _gap_and_cause(result: Analysis) -> S:
    assert result.cause is not None  # noqa: S101 - only rules with a cause ask
    due = _DUE_TO[result.cause]
    if result.performance_gap is Gap.NONE:
        return S("{due}, walau target kinerja tercapai", "{due}, though the target is met").fill(due=due)
    if result.performance_gap is Gap.UNKNOWN:
        return S(
            "{due}, dengan kesenjangan kinerja yang belum diketahui",
            "{due}, with a performance gap not yet known",
        ).fill(due=due)
    return S("kesenjangan kinerja {gap} akibat {due}", "a {gap} performance gap from {due}").fill(
        gap=result.performance_gap.label, due=due
    )


def _with_generic(start: S, result: Analysis) -> S:
    english = {
        Gap.NONE: ", without a generic competency gap",
        Gap.UNKNOWN: ", with a generic competency gap not yet known",
    }.get(result.generic_gap, ", with a {gap} generic competency gap")
    return start + S(", dan kesenjangan kompetensi umum {gap}", english).fill(gap=result.generic_gap.label)


def _finding(rule: str, sentence: S, inputs: dict[str, object], tag: Tag | None = None) -> Finding:
    text = RULES[rule]
    return Finding(rule, sentence, text.cite, tag or (text.choice_cite or text.cite).tag, inputs)


def explain_channel(result: Analysis) -> list[Finding]:
    """The suggestion and what was added to it; asks nothing but the situation."""
    situation = result.situation
    inputs: dict[str, object] = {
        "behaviour_below": situation.behaviour_below,
        "cause": situation.cause.value if situation.cause else "",
        "performance_gap": situation.performance.value,
        "generic_gap": situation.generic.value,
        "technical_gap": situation.technical.value,
    }
    main = headline(result)
    if result.rule == "JALUR-08":
        main += S(
            " Saran ini sementara: mintalah dialog agar penyebabnya diketahui.",
            " This is provisional: ask for the dialogue so that the cause is known.",
        )
    found = [_finding(result.rule, main, inputs, _ROWS[result.rule].tag(situation))]
    for method, rule in zip(result.extra, result.extra_rules, strict=True):
        sentence = S("Tambahan: {method}, karena {why}.", "In addition: {method}, because of {why}.")
        found.append(
            _finding(
                rule,
                sentence.fill(method=method.label, why=reason(rule, result)),
                inputs,
                _ROWS[rule].tag(situation),
            )
        )
    return found


def _performance(result: Analysis, on: date, settings: Settings) -> list[Finding]:
    used = result.evaluation
    if used is None or result.rating is None:
        sentence = S(
            "Tidak ada evaluasi kinerja tahun {now} atau {before}; kesenjangan kinerja tidak diketahui.",
            "There is no evaluation of {now} or {before}; the performance gap is unknown.",
        ).fill(now=str(on.year), before=str(on.year - p.YEARS_BACK.on(on)))
        return [_finding("KINERJA-00", sentence, {"year": on.year})]
    inputs: dict[str, object] = {
        "year": used.year,
        "work": used.work.value if used.work else "",
        "behaviour": used.behaviour.value if used.behaviour else "",
        "indicators_below": used.indicators_below,
        "score": "" if used.score is None else str(used.score),
        "minimum_index": str(settings.minimum_index),
    }
    parts = {"year": str(used.year), "rating": result.rating.label, "gap": result.performance_gap.label}
    if not performance.uses_matrix(used):
        sentence = S(
            "Nilai kinerja {year} adalah {score}: {rating}; dengan indeks minimum {index}, "
            "kesenjangan kinerja {gap}.",
            "The score of {year} is {score}: {rating}; with a minimum index of {index} "
            "the performance gap is {gap}.",
        ).fill(**parts, score=used.score, index=settings.minimum_index)
        return [_finding("KINERJA-02", sentence, inputs)]
    assert used.work is not None and used.behaviour is not None  # noqa: S101, PT018 - the matrix
    sentence = S(
        "Hasil kerja {year} {work} dan perilaku kerja {behaviour}: {rating}; kesenjangan kinerja {gap}.",
        "Work of {year} {work} and behaviour {behaviour}: {rating}; the performance gap is {gap}.",
    ).fill(**parts, work=used.work.label, behaviour=used.behaviour.label)
    found = [_finding("KINERJA-01", sentence, inputs)]
    if result.performance_gap is p.INDICATORS_MATTER.on(on)[2]:
        below = S(
            "Predikat {rating} dengan {count} indikator di bawah ekspektasi menjadi kesenjangan {gap}.",
            "{rating} with {count} indicator(s) below expectation becomes a gap that is {gap}.",
        ).fill(**parts, count=used.indicators_below)
        found.append(_finding("KINERJA-03", below, inputs))
    return found


def _competency(result: Analysis, on: date, names: Mapping[str, S]) -> list[Finding]:
    found = []
    for row in sorted(result.levels, key=lambda r: (-r.short, r.competency)):
        if row.gap not in (Gap.NONE, Gap.UNKNOWN):
            found.append(_finding("GAP-01", _level_sentence(row, names), _level_inputs(row)))
    if result.jpm is None:
        return found
    assert result.jpm_category is not None and result.selection_category is not None  # noqa: S101, PT018
    rows = [row for row in result.levels if row.generic and row.held is not None]
    inputs: dict[str, object] = {
        "jpm": str(result.jpm),
        "held": sum(row.held or 0 for row in rows),
        "required": sum(row.required for row in rows),
        "assessed": len(rows),
        "standard": sum(row.generic for row in result.levels),
    }
    if result.forced:
        forced = S(
            "{assessed} dari {standard} kompetensi umum telah dinilai dan JPM {jpm}% {category}; "
            "kesenjangan umum menjadi {gap}.",
            "{assessed} of {standard} generic competencies are assessed and the JPM of {jpm}% is "
            "{category}; the generic gap becomes {gap}.",
        )
        found.append(
            _finding(
                "GAP-02",
                forced.fill(
                    assessed=inputs["assessed"],
                    standard=inputs["standard"],
                    jpm=result.jpm,
                    category=result.jpm_category.label,
                    gap=result.generic_gap.label,
                ),
                inputs,
            )
        )
    sentence = S(
        "JPM {jpm}% ({held} dari {required} level): {development} untuk pengembangan, {selection} untuk seleksi.",
        "JPM {jpm}% ({held} of {required} levels): {development} for development, {selection} for selection.",
    ).fill(
        jpm=result.jpm,
        held=inputs["held"],
        required=inputs["required"],
        development=result.jpm_category.label,
        selection=result.selection_category.label,
    )
    found.append(_finding("JPM-01", sentence, inputs))
    return found


def level_source(row: CountedLevel) -> S:
    """Level 3, uji kompetensi 12 Maret 2026; menggantikan penilaian atasan (2)."""
    if row.held is None or row.source is None or row.on is None:
        return S("Belum dinilai", "Not assessed")
    text = S("Level {held}, {source} {on}", "Level {held}, {source} of {on}").fill(
        held=row.held, source=row.source.label, on=row.on
    )
    if not row.replaced:
        return text
    others = listing(
        [S("{s} ({n})", "{s} ({n})").fill(s=other.source.label, n=other.level) for other in row.replaced]
    )
    return text + S("; menggantikan {others}", "; replaces {others}").fill(others=others)


def _level_sentence(row: CountedLevel, names: Mapping[str, S]) -> S:
    return S(
        "{name}: disyaratkan level {required}, dimiliki {held}; kurang {short} level, kesenjangan {gap}. {source}.",
        "{name}: level {required} is required, {held} is held; {short} short, the gap is {gap}. {source}.",
    ).fill(
        name=name_of(row.competency, names),
        required=row.required,
        held=row.held,
        short=row.short,
        gap=row.gap.label,
        source=level_source(row),
    )


def _level_inputs(row: CountedLevel) -> dict[str, object]:
    return {
        "competency": row.competency,
        "required": row.required,
        "held": row.held,
        "source": row.source.value if row.source else "",
        "on": row.on.isoformat() if row.on else "",
    }


def _talent(result: Analysis, on: date) -> list[Finding]:
    if result.box is None or result.rating is None:
        return []
    sentence = S(
        "Kotak talenta {box} (pendekatan JPM): {advice}.", "Talent box {box} (by the JPM): {advice}."
    ).fill(box=result.box, advice=boxes.BOX_ADVICE[result.box])
    others = boxes.BOX_METHODS[result.box] - {Method.COUNSELLING}  # named in its own list only
    if others and boxes.disagrees(result.box, result.main):
        methods = listing([m.label for m in Method if m in others])
        sentence += S(" Kotak ini lebih mengarah ke {methods}.", " The box points rather to {methods}.").fill(
            methods=methods
        )
    inputs: dict[str, object] = {"rating": result.rating.value, "jpm": str(result.jpm), "box": result.box}
    return [_finding("KOTAK-01", sentence, inputs)]


def _data(result: Analysis, on: date, settings: Settings, names: Mapping[str, S]) -> list[Finding]:
    found = []
    unknown = [row for row in result.levels if row.held is None]
    if unknown:
        sentence = S("Belum dinilai: {names}.", "Not assessed: {names}.").fill(
            names=listing([name_of(row.competency, names) for row in unknown])
        )
        found.append(_finding("GAP-03", sentence, {"competencies": [row.competency for row in unknown]}))
    stale = [row for row in result.levels if row.stale]
    if stale:
        sentence = S(
            "Penilaian sebelum {day} sudah kedaluwarsa: {names}.",
            "Assessments before {day} are stale: {names}.",
        ).fill(
            day=day(months_before(on, settings.stale_months)),
            names=listing([name_of(row.competency, names) for row in stale]),
        )
        found.append(_finding("DATA-01", sentence, {"competencies": [row.competency for row in stale]}))
    if result.completeness is Completeness.PROVISIONAL:
        found.append(
            _finding(
                "DATA-02",
                S(
                    "Penyebab kesenjangan kinerja belum dibahas; saran masih sementara.",
                    "The cause of the performance gap is not discussed; the suggestion is provisional.",
                ),
                {"rule": result.rule},
            )
        )
    if result.completeness is Completeness.MISSING:
        lacking = []
        if result.performance_gap is Gap.UNKNOWN:
            lacking.append(S("evaluasi kinerja", "a performance evaluation"))
        if result.generic_gap is Gap.UNKNOWN and result.technical_gap is Gap.UNKNOWN:
            lacking.append(
                S("penilaian kompetensi", "a competency assessment")
                if result.levels
                else S("standar kompetensi jabatan", "a position standard")
            )
        sentence = S("Data kurang: {what} belum ada.", "Data is missing: there is not yet {what}.")
        found.append(_finding("DATA-03", sentence.fill(what=listing(lacking)), {}))
    return found
