"""What each talent box recommends, and the methods that agree with it."""

from pamong.policy.citation import PERMENPANRB_3_2020, Tag
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import Method

BOX_CITE = PERMENPANRB_3_2020.at(tag=Tag.SECONDARY)

BOX_ADVICE: dict[int, S] = {
    1: S("proses menurut ketentuan yang berlaku", "handle by the rules that apply"),
    2: S(
        "bimbing kinerjanya, kembangkan kompetensinya, dan tempatkan pada jabatan yang sesuai",
        "guide performance, develop competencies and place in a suitable position",
    ),
    3: S(
        "beri bimbingan dan konseling kinerja, kembangkan kompetensi, dan tempatkan dengan sesuai",
        "give performance guidance and counselling, develop competencies and place suitably",
    ),
    4: S("rotasi dan pengembangan kompetensi", "rotation and development of competencies"),
    5: S(
        "tempatkan dengan sesuai, bimbing kinerjanya, dan kembangkan kompetensinya",
        "place suitably, guide performance and develop competencies",
    ),
    6: S(
        "tempatkan dengan sesuai serta beri bimbingan dan konseling kinerja",
        "place suitably, with performance guidance and counselling",
    ),
    7: S(
        "pertahankan; masuk rencana suksesi instansi, rotasi atau perkaya tugas, kembangkan kompetensi",
        "retain; include in the institution's succession plan, rotate or enrich tasks, develop competencies",
    ),
    8: S(
        "pertahankan; masuk rencana suksesi instansi, perluas tugas, bimbing kinerjanya",
        "retain; include in the institution's succession plan, widen tasks, guide performance",
    ),
    9: S(
        "promosikan dan pertahankan; masuk rencana suksesi instansi atau nasional, beri penghargaan",
        "promote and retain; include in the institution's or national succession plan, reward",
    ),
}

# [P] the development methods that follow from the box; another main suggestion disagrees with it.
BOX_METHODS: dict[int, frozenset[Method]] = {
    1: frozenset({Method.COUNSELLING}),
    2: frozenset({Method.MENTORING, Method.TRAINING}),
    3: frozenset({Method.COACHING, Method.COUNSELLING}),
    4: frozenset({Method.MENTORING}),
    5: frozenset({Method.COACHING}),
    6: frozenset({Method.COACHING, Method.COUNSELLING}),
    7: frozenset({Method.MENTORING}),
    8: frozenset({Method.COACHING}),
    9: frozenset({Method.MENTORING, Method.ENRICHMENT}),
}


def disagrees(box: int | None, main: Method | None) -> bool:
    """Whether the talent box points to other methods than the main suggestion."""
    return box is not None and main is not None and main not in BOX_METHODS[box]


def guided_by(box: int) -> Method | None:
    """The method of a box that needs a guide and that a talent officer may propose: never a konseling."""
    return next((one for one in (Method.MENTORING, Method.COACHING) if one in BOX_METHODS[box]), None)
