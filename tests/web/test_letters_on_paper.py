"""Papers of engagements and letters: who reads which, what stands on it, and the page that proves it."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from pamong.audit.models import Read
from pamong.people.models import Account
from pamong.programme.models import Agreement, Engagement, Session
from tests.people_cast import EVERYBODY, Cast
from tests.programme.pairs import Pairs
from tests.web.doors import door, signed_in
from tests.web.rooms import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]
HOME = "/letters/"


# ── Who reads which paper ────────────────────────────────────────────────────────────────────


def test_an_extract_holds_the_own_pair_alone_and_is_logged(pairs: Pairs) -> None:
    one, two = pairs.rara(), pairs.of("Made Suardana")
    letter = pairs.numbered(one, two)
    Engagement.objects.filter(pk=two.pk).update(method="coaching")
    superior = door(pairs.cast, "superior").get(f"{HOME}{letter.pk}/extract/{one.pk}.pdf")
    said = words(superior.content)
    assert "PETIKAN" in said
    assert "PENUNJUKAN COACH DAN MENTOR DI LINGKUNGAN" in said, "the title of the whole letter"
    assert "Rara Anindita" in said
    assert "Made Suardana" not in said
    assert f"/verify/{str(letter.token)[:8]}" in said
    read = Read.objects.get(reader_name=str(pairs.cast["superior"]))
    assert (read.what, read.employee_id, read.reader_role) == ("letter", pairs.cast.rara.pk, "superior")
    door(pairs.cast, "employee").get(f"{HOME}{letter.pk}/extract/{one.pk}.pdf")
    assert not Read.objects.filter(reader_id=pairs.cast["employee"].pk).exists()  # one's own


def test_an_extract_is_of_a_numbered_letter_and_of_its_own_pairs(pairs: Pairs) -> None:
    one, two = pairs.rara(), pairs.of("Made Suardana")
    letter, other = pairs.draft(one), pairs.numbered(two)
    client = door(pairs.cast, "planner")
    assert client.get(f"{HOME}{letter.pk}/extract/{one.pk}.pdf").status_code == 404
    assert client.get(f"{HOME}{other.pk}/extract/{one.pk}.pdf").status_code == 404
    assert client.get(f"{HOME}{other.pk}/extract/{two.pk}.pdf").status_code == 200


def test_a_whole_letter_is_logged_for_each_person_it_names(pairs: Pairs) -> None:
    letter = pairs.numbered(pairs.rara(), pairs.of("Made Suardana"))
    Read.objects.all().delete()
    said = words(door(pairs.cast, "planner").get(f"{HOME}{letter.pk}/document.pdf").content)
    assert "Rara Anindita" in said
    assert "Made Suardana" in said
    assert Read.objects.filter(what="letter").count() == 2


PAPERS = ("card", "agreement", "report", "b18", "b19")
# Besides those of other institutions and roles, for whom none of it is there. Rows by hand, as the product has them.
READS = {
    "employee": {*PAPERS},
    "guide": {"card", "agreement", "report", "b19"},
    "superior": {"card", "report", "b19"},
    "unit_head": {"card", "report", "b18", "b19"},  # the superior of the guide, too
    "planner": {"card", "agreement", "report", "b19"},
    "auditor": {*PAPERS},
    "competent_authority": set(),
    "talent_officer": set(),
    "counsellor": set(),
    "admin": set(),
    "other_superior": set(),
    "overseer": set(),
    "stranger": set(),
}
EXTRACT = {"employee", "guide", "superior", "planner", "auditor", "competent_authority"}


@pytest.mark.parametrize("who", READS)
def test_who_reads_which_paper(pairs: Pairs, who: str) -> None:
    assert pairs.mentor.employee is not None
    pairs.mentor.employee.superior = pairs.cast.head
    pairs.mentor.employee.save()
    one = pairs.rara()
    letter = pairs.numbered(one)
    pairs.ended(one)
    client = signed_in(pairs.account) if who == "guide" else door(pairs.cast, who)
    found = {name for name in PAPERS if client.get(f"/engagements/{one.pk}/{name}.pdf").status_code == 200}
    assert found == READS[who]
    extract = client.get(f"{HOME}{letter.pk}/extract/{one.pk}.pdf").status_code
    assert extract == (200 if who in EXTRACT else 404)
    whole = client.get(f"{HOME}{letter.pk}/document.pdf").status_code
    assert whole == (200 if who in ("planner", "auditor", "competent_authority") else 404)
    logged = set(Read.objects.filter(page__startswith="/engagements/").values_list("what", flat=True))
    names = {"card": "progress", "agreement": "agreement", "report": "report", "b18": "feedback", "b19": "reassessment"}  # fmt: skip
    assert logged == (set() if who == "employee" else {names[name] for name in READS[who]})


def test_papers_that_are_not_there_are_not_there(pairs: Pairs) -> None:
    one = pairs.rara()
    client = door(pairs.cast, "employee")
    assert client.get(f"/engagements/{one.pk}/card.pdf").status_code == 200
    for name in ("agreement", "report", "b18", "b19"):
        assert client.get(f"/engagements/{one.pk}/{name}.pdf").status_code == 404, name
    assert client.get("/engagements/999999/card.pdf").status_code == 404


def test_topics_on_the_card_are_for_the_two(pairs: Pairs) -> None:
    one = pairs.rara()
    Session.objects.create(
        engagement=one,
        state="held",
        start=timezone.now(),
        minutes=60,
        topic="Takut berbicara di depan umum",
        proposed_by=pairs.account,
        employee_held_at=timezone.now(),
    )
    address = f"/engagements/{one.pk}/card.pdf"
    for client in (door(pairs.cast, "employee"), signed_in(pairs.account)):
        assert "Takut berbicara" in words(client.get(address).content)
    for who in ("superior", "unit_head", "planner", "auditor"):
        said = words(door(pairs.cast, who).get(address).content)
        assert "1 dari 6" in said
        assert "Takut" not in said


def test_hours_of_the_report_count_the_months_most_once(pairs: Pairs) -> None:
    one = pairs.ended(pairs.rara())
    for day in (3, 10, 17):
        start = timezone.now().replace(year=2026, month=9, day=day, hour=3)
        Session.objects.create(
            engagement=one, state="held", start=start, minutes=60, proposed_by=pairs.account, employee_held_at=start
        )  # fmt: skip
    said = words(door(pairs.cast, "employee").get(f"/engagements/{one.pk}/report.pdf").content)
    assert "dengan 4 jam pelajaran" in said
    assert "17 September 2026: Sudah 2 sesi mentoring terhitung" in said


@pytest.mark.parametrize("who", [*EVERYBODY, "second"])
def test_papers_of_a_konseling_are_of_the_two_alone(pairs: Pairs, who: str) -> None:
    closed = pairs.counselling()
    guide = Account.objects.get(username="konselor-dua")
    client = signed_in(guide) if who == "second" else door(pairs.cast, who)
    both = who in ("employee", "second")
    for name in ("card", "agreement"):
        locked = client.get(f"/counselling/cases/{closed.pk}/{name}.pdf").status_code
        assert locked == (200 if both else 404), name
    for name in PAPERS:  # and none of it among the general ones
        assert client.get(f"/engagements/{closed.pk}/{name}.pdf").status_code == 404, name
    assert client.get(f"/counselling/cases/{closed.pk}/report.pdf").status_code == 404


def test_a_mentoring_has_no_page_in_the_locked_area(pairs: Pairs) -> None:
    one = pairs.rara()
    assert door(pairs.cast, "employee").get(f"/counselling/cases/{one.pk}/card.pdf").status_code == 404


# ── The page of proof ────────────────────────────────────────────────────────────────────────


def test_anybody_may_ask_whether_a_letter_is_genuine_and_learns_no_name(pairs: Pairs, client: Client) -> None:
    letter = pairs.signed(pairs.rara())
    answer = client.get(f"/verify/{letter.token}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    for said in ("Surat Keputusan", "SK-12/K.1/2026", "24 November 2026", "Lembaga Pembelajaran Aparatur", "Naskah bertanda tangan tersimpan"):  # fmt: skip
        assert said in page, said
    for hidden in ("Rara", "Ketut", "Hamid", "Perencana", "mentor"):
        assert hidden not in page, hidden
    assert "no-store" in answer["Cache-Control"]


def test_an_agreement_of_a_konseling_shows_not_even_the_method(pairs: Pairs, client: Client) -> None:
    agreement = Agreement.objects.get(engagement=pairs.counselling())
    page = client.get(f"/verify/{agreement.token}/").content.decode()
    assert "Kesepakatan pendampingan" in page
    assert "Belum disetujui" in page
    assert "onseling" not in page
    assert "Rara" not in page


def test_an_unknown_code_is_said_to_be_unknown(client: Client, cast: Cast) -> None:
    answer = client.get(f"/verify/{uuid4()}/")
    assert answer.status_code == 404
    assert "jangan anggap naskah itu asli" in answer.content.decode()
    assert client.get("/verify/bukan-kode/").status_code == 404
    assert client.post(f"/verify/{uuid4()}/").status_code == 405
