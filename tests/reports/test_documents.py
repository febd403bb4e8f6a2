"""Every document is a PDF for the archive that says what it should, the same bytes each time."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from pamong.competency.models import Competency
from pamong.people.models import Account
from pamong.policy.feedback import GROUPS, SCALE, STATEMENTS
from pamong.policy.hours import counted
from pamong.policy.papers import basis_of
from pamong.policy.settings import Settings
from pamong.policy.words import FollowUp, Method
from pamong.programme.models import CounsellingResult, Feedback, Goal, Guide, Reassessment, Report, Session
from pamong.reports import agreement, appointment, card, counselling, feedback, reassessment, report
from pamong.reports.glyphs import FONTS, drawable, drawn
from pamong.reports.saying import moment
from pamong.reports.typeset import Document, render
from tests.reports import papers
from tests.reports.papers import ADDRESS, AT, DAY


def held(number: int, *, both: bool = True, later: bool = False) -> Session:
    return Session(
        start=datetime(2026, 6, number, 2, 30, tzinfo=UTC),
        minutes=60,
        sitting="luring",
        topic="Menyiapkan rapat triwulan",
        employee_held_at=AT,
        guide_held_at=AT if both else None,
        logged_later=later,
    )


def sessions() -> list[Session]:
    return [held(1), held(15, both=False), held(29, later=True)]


def measured() -> list[Reassessment]:
    communication, results = Competency(name="Komunikasi"), Competency(name="Orientasi pada Hasil")
    return [
        Reassessment(
            competency=communication, source="atasan", before=2, after=3, reason="Arahannya jelas.", done_at=AT
        ),
        Reassessment(competency=results, source="uji_kompetensi", before=3, after=None),
    ]  # fmt: skip


def reported(*, whole: bool = True) -> report.Told:
    goal = Goal(title="Memimpin rapat", measure="Rapat berkeputusan", baseline="1 dari 3", target="3 dari 3", percent=80)  # fmt: skip
    row = Report(
        engagement=papers.engagement(),
        strategy="Menyusun agenda lebih awal.",
        abilities="Merangkum pendapat.",
        develop_next="Pengambilan keputusan.",
        follow_up="Memimpin rapat lintas unit.",
        at=AT,
    )
    days = [date(2026, 9, day) for day in (3, 10, 17)] + [date(2026, 10, day) for day in (1, 8, 15)]
    hours = counted(Method.COACHING, days, Settings())
    return report.build(row, [goal] if whole else None, measured(), hours=hours)


def fed_back() -> feedback.Said:
    to = papers.somebody("Hamid Tuasikal")
    row = Feedback(
        engagement=papers.engagement(), to=to, marks=[5, 4, 4, 3, 5, 4, 5, 5, 2], words="Terima kasih.", at=AT
    )
    return feedback.build(row)


def counselled(*, whole: bool = True) -> counselling.Counselled:
    row = CounsellingResult(
        engagement=papers.engagement(method="konseling"),
        follow_ups=["pelatihan"],
        reports_to="atasan_langsung_konselor",
        told="Disarankan pelatihan mengelola waktu.",
        at=AT,
    )
    words = {"problem": "Beban kerja.", "agreed": "Satu hal setiap pekan.", "advice": "Istirahat cukup."}
    return counselling.build(row, sessions() if whole else None, words=words if whole else None)


EVERY: dict[str, Callable[[], Document]] = {
    "decree": papers.decree,
    "assignment": lambda: papers.decree(1, kind="surat_tugas"),
    "extract": lambda: appointment.build(
        papers.letter(number="SK-12/2026", dated=DAY),
        [papers.engagement()],
        address=ADDRESS,
        on=DAY,
        extract=True,
    ),
    "agreement": lambda: agreement.build(papers.agreement(), address=ADDRESS, on=DAY),
    "card": lambda: card.build(papers.engagement(), sessions(), with_topics=True, on=DAY),
    "report": reported,
    "feedback": fed_back,
    "reassessment": lambda: reassessment.build(papers.engagement(), measured(), on=DAY),
    "counselling": counselled,
}


def text(document: Document) -> str:
    """The words of the document, hyphens at line ends and line breaks taken out."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(render(document))).pages]
    return re.sub(r"\s+", " ", re.sub(r"[-\u00ad\u2010]\n", "", "\n".join(pages)))


@pytest.mark.parametrize("name", EVERY)
def test_each_is_an_archive_pdf_in_our_own_font(name: str) -> None:
    made = render(EVERY[name]())
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    reader = PdfReader(BytesIO(made))
    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert {font.partition("-")[0] for font in fonts} == {"LiberationSerif"}
    assert reader.trailer["/Root"]["/Lang"] == "id"
    assert reader.metadata is not None
    assert reader.metadata.title


@pytest.mark.parametrize("name", EVERY)
def test_the_same_document_is_the_same_file(name: str) -> None:
    assert render(EVERY[name]()) == render(EVERY[name]())


@pytest.mark.parametrize("name", EVERY)
def test_each_names_the_two_and_the_institution(name: str) -> None:
    said = text(EVERY[name]())
    assert "LEMBAGA PEMBELAJARAN APARATUR" in said
    assert "Dr. Ketut Wirawan" in said
    assert "Pegawai Nomor 0" in said or "Rara Anindita" in said


def test_a_decree_has_its_order_its_table_and_open_places() -> None:
    said = text(papers.decree())
    parts = ["KEPUTUSAN KEPALA LEMBAGA", "NOMOR ......", "TENTANG", "Menimbang", "perlu menetapkan Keputusan Kepala Lembaga Pembelajaran Aparatur tentang penunjukan mentor;", "Mengingat", "MEMUTUSKAN", "Menetapkan", "KESATU", "KEEMPAT", "Ditetapkan di Makassar", "a.n. Kepala Lembaga Pembelajaran Aparatur", "Sekretaris Utama,", "Hamid Tuasikal", "NIP 19650101 199003 1 003", "LAMPIRAN", "Pegawai Nomor 0", "Pegawai Nomor 1"]  # fmt: skip
    places = [said.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)
    assert "belum ditandatangani secara elektronik" in said
    assert "NIP 19900417 201501 1 001" in said
    assert "Penata (III/c)" in said
    assert ADDRESS.removeprefix("https://")[:30] in said


def test_number_day_and_capacity_are_as_given() -> None:
    said = text(
        papers.decree(number="SK-12/2026", dated=DAY, state="signed", signs_as="plt.", on_behalf_of="")
    )
    assert "NOMOR SK-12/2026" in said
    assert "pada tanggal 24 November 2026" in said
    assert "Plt. Sekretaris Utama," in said
    assert "KEPUTUSAN SEKRETARIS UTAMA" in said
    assert "belum ditandatangani" not in said


def test_an_extract_holds_one_pair_and_says_so() -> None:
    said = text(EVERY["extract"]())
    assert "PETIKAN" in said
    assert "dan seterusnya" in said
    assert "LAMPIRAN" not in said
    assert "Rara Anindita" in said


def test_an_extract_bears_the_title_of_the_whole_letter() -> None:
    taken = appointment.build(
        papers.letter(number="SK-12/2026", dated=DAY),
        [papers.engagement()],
        address=ADDRESS,
        on=DAY,
        extract=True,
        methods=["mentoring", "coaching", "mentoring"],
    )
    said = text(taken)
    assert "PENUNJUKAN COACH DAN MENTOR DI LINGKUNGAN" in said
    assert "Menunjuk sebagai mentor:" in said


def test_an_assignment_of_one_needs_no_attachment_and_of_many_has_one() -> None:
    assert "LAMPIRAN" not in text(papers.decree(1, kind="surat_tugas"))
    several = text(papers.decree(3, kind="surat_tugas"))
    assert "LAMPIRAN SURAT TUGAS" in several
    assert "MEMBERI TUGAS" in several


def test_an_outsider_is_named_with_the_organisation_and_without_a_number() -> None:
    outsider = Guide(name="Prof. Laksmi Handayani", organisation="Universitas Nusantara Raya")
    document = appointment.build(
        papers.letter(kind="surat_tugas"), [papers.engagement(guide=outsider)], address=ADDRESS, on=DAY
    )
    said = text(document)
    assert "Prof. Laksmi Handayani" in said
    assert "Universitas Nusantara Raya" in said
    assert said.count("NIP :") == 1


def test_pages_are_numbered_from_the_second_on_and_the_signature_never_stands_alone() -> None:
    for pairs in range(12, 40, 3):
        pages = [page.extract_text() for page in PdfReader(BytesIO(render(papers.decree(pairs)))).pages]
        assert not pages[0].lstrip().startswith("–")
        assert all(re.match(rf"\s*– {n} –", page) for n, page in enumerate(pages[1:], start=2))
        assert "Pegawai Nomor" in pages[-1], pairs
        assert f"Pegawai Nomor {pairs - 1}" in pages[-1], pairs
        for page in pages[1:]:
            assert "Jabatan dan unit kerja" in page, f"{pairs}: a table without its header"


def test_only_the_own_guide_of_an_institution_is_cited() -> None:
    assert "Nomor 8 Tahun 2020" not in " ".join(basis_of("LPA", DAY))
    assert "Nomor 8 Tahun 2020" in " ".join(basis_of("LAN", DAY))
    assert "Nomor 20 Tahun 2023" in " ".join(basis_of("LPA", DAY))
    assert "Nomor 20 Tahun 2023" not in " ".join(basis_of("LPA", DAY.replace(year=2022)))


def test_an_agreement_shows_when_both_confirmed_which_text() -> None:
    said = text(EVERY["agreement"]())
    assert said.count("4 Mei 2026 pukul 10.05 WITA") == 2
    assert "9f86d081884c7d659a2feaa0c55ad015 a3bf4f1b2b0b822cd15d6c15b0f00a08" in said
    assert "Berlaku." in said
    open_one = papers.agreement(state="half", guide_confirmed_at=None)
    said = text(agreement.build(open_one, address=ADDRESS, on=DAY))
    assert "Belum berlaku" in said
    assert said.count("pukul") == 1


def test_topics_stand_on_the_card_of_the_two_only() -> None:
    theirs = text(EVERY["card"]())
    assert "Menyiapkan rapat triwulan" in theirs
    assert "3 dari 6 yang direncanakan" in theirs
    assert "pegawai saja" in theirs
    assert "dicatat kemudian" in theirs
    others = text(card.build(papers.engagement(), sessions(), with_topics=False, on=DAY))
    assert "Menyiapkan" not in others
    assert "Topik hanya dibaca" in others
    untold = sessions()
    for one in untold:
        one.topic = ""
    alone = text(card.build(papers.engagement(), untold, with_topics=True, on=DAY))
    assert "Topik" not in alone, "a konseling has none: no empty column"


def test_the_grade_of_who_has_no_rank_is_called_one() -> None:
    """A PPPK has a grade only: a bare "VIII" under a name is a riddle."""
    one = papers.agreement()
    one.engagement.employee.rank = "VIII"
    said = text(agreement.build(one, address=ADDRESS, on=DAY))
    assert "Golongan VIII" in said
    assert "Golongan Pembina" not in said


def test_a_report_tells_goals_sessions_hours_and_levels() -> None:
    said = text(reported())
    for words in ("1 dari 3", "80%", "5 dari 6 sesi", "8 jam pelajaran", "belum dinilai", "Merangkum pendapat", "Sri Wahyuni, S.Sos., atasan langsung"):  # fmt: skip
        assert words in said, words


def test_a_report_says_which_sessions_bring_no_hours_and_why_to_whom_the_days_are_told() -> None:
    why = "17 September 2026: Sudah 2 sesi coaching terhitung pada September 2026; sesi ini tetap tercatat dengan 0 JP."
    assert "Sesi yang tidak menambah JP:" in text(reported())
    assert why in text(reported())
    assert "17 September" not in text(reported(whole=False)), "who only stands above learns of no day"
    assert "8 jam pelajaran" in text(reported(whole=False))


def test_the_feedback_has_nine_statements_in_three_groups_with_a_mark_each() -> None:
    assert [len(group.statements) for group in GROUPS] == [3, 3, 3]
    assert len({statement.id for statement in STATEMENTS}) == 9
    assert list(SCALE) == [1, 2, 3, 4, 5]
    said = text(fed_back())
    assert all(statement.id in said for statement in STATEMENTS)
    assert said.count("×") == 9
    assert "Hamid Tuasikal, atasan pemberi bimbingan" in said


def test_a_reassessment_shows_both_levels_and_the_reason() -> None:
    said = text(EVERY["reassessment"]())
    assert "Arahannya jelas." in said
    assert "Masih menunggu penilaian: 1 kompetensi." in said


def test_whoever_measured_again_signs_each_once() -> None:
    rows = measured()
    raters = [papers.somebody("Sri Wahyuni"), papers.somebody("Ketut Wirawan", "197203141998031002")]
    rows[0].by = rows[1].by = Account(username="a", employee=raters[0])
    said = text(reassessment.build(papers.engagement(), rows, on=DAY))
    assert said.count("Penilai,") == said.count("Sri Wahyuni") == 1
    rows[1].by = Account(username="b", employee=raters[1])
    said = text(reassessment.build(papers.engagement(), rows, on=DAY))
    assert said.count("Penilai,") == 2
    assert said.count("NIP 19720314 199803 1 002") == 1


def test_a_head_of_paper_and_copies_stand_where_they_are_set() -> None:
    said = text(papers.decree(copies_to="Inspektur\nKepala Biro Hukum"))
    assert "Tembusan: 1. Inspektur 2. Kepala Biro Hukum" in said
    assert "Tembusan" not in text(papers.decree())
    assert "Tembusan" not in text(EVERY["extract"]())


def test_the_form_of_a_konseling_is_whole_for_its_counsellor_alone() -> None:
    whole, told_up = text(counselled()), text(counselled(whole=False))
    for words in ("RAHASIA", "Format Pelaksanaan Konseling Kinerja", "Disarankan pelatihan mengelola waktu.", "atasan langsung konselor"):  # fmt: skip
        assert words in whole, words
        assert words in told_up, words
    assert all(word.label.id.casefold() in told_up.casefold() for word in FollowUp)
    assert whole.count("×") == told_up.count("×") == 1
    for words in ("Beban kerja.", "Satu hal setiap pekan.", "Istirahat cukup.", "1 Juni 2026"):
        assert words in whole, words
        assert words not in told_up, words


def test_what_the_font_cannot_draw_does_not_break_the_document() -> None:
    wild = papers.agreement(purpose="Rapat 🙂 #set page() \u202e\x07 $x$ e\u0301 漢字\nbaris kedua")
    said = text(agreement.build(wild, address=ADDRESS, on=DAY))
    assert "Rapat ? #set page() $x$ é ?? baris kedua" in said


def test_the_characters_read_from_the_font_are_those_it_has() -> None:
    assert set("AZaz09éœ–’“ ğŁЖΩ") <= drawn()
    assert not set("🙂漢\u0627") & drawn()
    assert drawable("a\tb\r\nc\x00") == "a b\nc"


def test_times_carry_the_zone_of_the_institution() -> None:
    assert moment(AT, "Asia/Jakarta") == "4 Mei 2026 pukul 09.05 WIB"
    assert moment(AT, "Asia/Jayapura") == "4 Mei 2026 pukul 11.05 WIT"
    assert moment(AT, "UTC") == "4 Mei 2026 pukul 02.05 UTC+0"


def test_days_are_those_of_the_institution() -> None:
    late = datetime(2026, 5, 4, 17, 30, tzinfo=UTC)  # after midnight in Makassar
    row = Feedback(engagement=papers.engagement(), marks=[5] * 9, at=late)
    assert feedback.build(row).day == "5 Mei 2026"
    done = Reassessment(competency=Competency(name="Komunikasi"), source="atasan", after=3, done_at=late)
    assert reassessment.build(papers.engagement(), [done], on=DAY).rows[0].day == "5 Mei 2026"
    signed = papers.agreement(employee_confirmed_at=late, guide_confirmed_at=late)
    assert str(agreement.build(signed, address=ADDRESS, on=DAY).dated) == "2026-05-05"


def test_the_fonts_are_those_of_the_manifest() -> None:
    listed = json.loads((FONTS / "manifest.json").read_text(encoding="utf-8"))["files"]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(FONTS).glob("*.ttf")}
    assert found == {entry["file"]: entry["sha256"] for entry in listed}
    assert (FONTS / "OFL.txt").is_file()
