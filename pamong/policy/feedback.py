"""Format B.1.8: nine statements of the guided on the guidance, in three groups; the wording is ours."""

from dataclasses import dataclass

from pamong.policy.citation import PAMONG, PERMENPANRB_6_2022, Tag
from pamong.policy.sentence import Sentence as S

FORMAT_CITE = PERMENPANRB_6_2022.at(S("Format B.1.8", "Format B.1.8"), Tag.TEXT)
REASSESSMENT_CITE = PERMENPANRB_6_2022.at(S("Format B.1.9", "Format B.1.9"), Tag.TEXT)
# What the counsellor fills in and signs after a konseling; the annex we read names the form, its order is ours.
COUNSELLING_CITE = PERMENPANRB_6_2022.at(
    S("Format Pelaksanaan Konseling Kinerja", "Form on performance counselling held"), Tag.TEXT
)
# The annex we read names the statements; how they are marked is ours.
SCALE_CITE = PAMONG.at(tag=Tag.PROPOSAL)

LEAST, MOST = 1, 5  # of a mark
SCALE: dict[int, S] = {
    1: S("sangat tidak setuju", "strongly disagree"),
    2: S("tidak setuju", "disagree"),
    3: S("ragu-ragu", "undecided"),
    4: S("setuju", "agree"),
    5: S("sangat setuju", "strongly agree"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Statements about one side."""

    title: S
    statements: tuple[S, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        S("Tentang diri saya", "About myself"),
        (
            S("Saya merasa didengarkan dan dipahami.", "I felt heard and understood."),
            S("Langkah yang sudah saya tempuh dihargai.", "The steps I had taken myself were appreciated."),
            S("Saya leluasa menyampaikan pendapat.", "I was free to say what I think."),
        ),
    ),
    Group(
        S("Tentang pemberi bimbingan", "About whoever guided me"),
        (
            S(
                "Pandangannya bertumpu pada data dan fakta yang benar.",
                "Their view rested on accurate data and facts.",
            ),
            S("Ia memandang keadaan secara positif.", "They looked at things in a positive way."),
            S("Ia lebih banyak bertanya daripada menggurui.", "They asked more than they lectured."),
        ),
    ),
    Group(
        S("Tentang kami berdua", "About the two of us"),
        (
            S(
                "Saya terbantu menemukan jalan keluar dan tindak lanjutnya.",
                "I was helped to find a solution and what follows from it.",
            ),
            S("Saya tahu apa yang saya lakukan berikutnya.", "I know what I do next."),
            S("Saya memahami tujuan bimbingan ini.", "I understand what this guidance is for."),
        ),
    ),
)
STATEMENTS: tuple[S, ...] = tuple(statement for group in GROUPS for statement in group.statements)
