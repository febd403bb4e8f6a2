"""The rooms of engagements on pages: the list, the sessions, the moves; and what each reader does not see."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from pamong.audit.models import Read
from pamong.people.models import Account, Employee, Mail
from pamong.policy.words import EmployeeStatus, Light, Method
from pamong.programme import actions, queries
from pamong.programme.models import Engagement, Fit, Note, NoteKind, Session, Task
from pamong.web.templatetags.pamong import tanggal
from tests import factories as f
from tests.programme.road import REPORT, Road
from tests.web.rooms import base, door, text

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("days_of_the_clock")]
# Words that only the two may read.
SECRETS = {
    "topic": "Topik yang hanya untuk berdua",
    "place": "Ruang rahasia 7",
    "note": "Catatan yang hanya untuk berdua",
    "takeaway": "Bawaan yang hanya untuk berdua",
    "task": "Tindakan yang hanya untuk berdua",
    "comment": "Komentar yang hanya untuk berdua",
    "review": "Tinjauan yang hanya untuk berdua",
    "private": "Pribadi sekali",
    "difficulty": "Kesulitan yang hanya untuk berdua",
}


def full_of_words(road: Road) -> Session:
    """An engagement that runs, with every kind of word in it; the session that was held."""
    road.agreed()
    clock, engagement = road.clock, road.engagement
    session = actions.log_session(
        by=road.guide,
        engagement=engagement,
        start=clock.now - timedelta(minutes=30),
        minutes=60,
        topic=SECRETS["topic"],
        rating=2,
        words={"goal": SECRETS["note"], "takeaway": SECRETS["takeaway"]},
        actions=[actions.Action(SECRETS["task"], "employee", clock.on + timedelta(days=3))],
        on=clock.on,
    )
    session.place = SECRETS["place"]
    session.save()
    goal = road.goal()
    actions.tell_progress(by=road.employee, goal=goal, percent=40, comment=SECRETS["comment"], on=clock.on)
    actions.tell_difficulty(by=road.employee, goal=goal, words=SECRETS["difficulty"], on=clock.on)
    actions.write_review(
        by=road.guide,
        engagement=engagement,
        month=clock.on,
        achieved=SECRETS["review"],
        next_target="Berikutnya.",
        on=clock.on,
    )
    actions.save_note(
        by=road.guide,
        engagement=engagement,
        session=session,
        kind=NoteKind.PRIVATE,
        words={"text": SECRETS["private"]},
        version=0,
        on=clock.on,
    )
    road.fresh()
    return session


def every_page(road: Road, session: Session) -> list[str]:
    goal = road.engagement.goals.get()
    parts = (
        "",
        "goals/",
        f"goals/{goal.pk}/",
        "tasks/",
        "reviews/",
        "notes/",
        "proof/",
        "agreement/",
        "results/",
        "report/",
        "feedback/",
        f"sessions/{session.pk}/",
        f"sessions/{session.pk}/close/",
        f"sessions/{session.pk}/reschedule/",
        "sessions/new/",
        "sessions/log/",
        "goals/new/",
    )
    return ["/engagements/", "/engagements/?file=csv", *(base(road) + part for part in parts)]


@pytest.mark.parametrize(
    "who",
    [
        "superior",
        "unit_head",
        "planner",
        "auditor",
        "talent_officer",
        "admin",
        "competent_authority",
        "counsellor",
    ],
)
def test_no_reader_but_the_two_finds_their_words(road: Road, who: str) -> None:
    session = full_of_words(road)
    client = door(road.cast[who])
    for address in every_page(road, session):
        answer = client.get(address)
        body = b"".join(answer).decode() if answer.streaming else answer.content.decode()  # type: ignore[arg-type]
        found = [name for name, words in SECRETS.items() if words in body]
        assert (answer.status_code in (200, 404), found) == (True, []), address


def test_the_two_find_every_word_but_the_private_ones_of_the_other(road: Road) -> None:
    session = full_of_words(road)
    for account, sees_private in ((road.guide, True), (road.employee, False)):
        client = door(account)
        whole = "".join(client.get(one).content.decode() for one in every_page(road, session)[2:14])
        missing = {name for name, words in SECRETS.items() if words not in whole}
        assert missing == (set() if sees_private else {"private"})


@pytest.mark.parametrize("who", ["superior", "unit_head", "planner", "auditor"])
def test_readers_see_goals_numbers_and_the_light_and_are_logged(road: Road, who: str) -> None:
    full_of_words(road)
    page = text(door(road.cast[who]), base(road))
    assert "Komunikasi: level 2 ke 3" in page
    assert "40%" in page
    assert "Lancar · sesi terakhir hari ini, rencana tiap 30 hari" in page
    assert "1 dari 6 sesi" in page
    assert Read.objects.filter(employee_id=road.cast.rara.pk, what="engagement").count() == 1
    text(door(road.guide), base(road))
    assert Read.objects.filter(reader_id=road.guide.pk).count() == 0  # it is the guide's own room


@pytest.mark.parametrize(
    "who", ["stranger", "overseer", "other_superior", "talent_officer", "admin", "counsellor"]
)
def test_for_others_there_is_no_such_room(road: Road, who: str) -> None:
    session = full_of_words(road)
    client = door(road.cast[who])
    for address in every_page(road, session)[2:]:
        assert client.get(address).status_code == 404, address
    assert client.post(f"{base(road)}stop/", {"reason": "x"}).status_code == 404
    assert client.post(f"{base(road)}sessions/{session.pk}/note/", {"goal": "x"}).status_code == 404


def test_a_konseling_has_no_room_here(closed_road: Road) -> None:
    closed_road.agreed()
    for account in (closed_road.employee, closed_road.guide, closed_road.cast["planner"]):
        assert door(account).get(base(closed_road)).status_code == 404
        assert "Rara" not in text(door(account), "/engagements/?state=all") or account == closed_road.employee
    assert not queries.engagements(
        closed_road.cast.sees("planner"), queries.EngagementsWanted(state="all"), timezone.now()
    ).exists()


def test_the_list_is_lit_and_narrowed(road: Road) -> None:
    road.running()
    planner = door(road.cast["planner"])
    assert "Rara Anindita" in text(planner, "/engagements/?light=lancar&method=mentoring&q=ketut")
    assert "0 dari 6" not in text(planner, "/engagements/")
    road.clock.go(46)
    assert "Perlu perhatian" in text(planner, "/engagements/?light=perlu_perhatian")
    assert "Tidak ada pendampingan yang cocok" in text(planner, "/engagements/?light=lancar")
    road.clock.go(60)
    assert "Terhenti" in text(planner, "/engagements/?light=terhenti")
    assert queries.light_of(road.fresh(), road.clock.on) is Light.STUCK
    rows = b"".join(planner.get("/engagements/?light=terhenti&file=csv"))  # type: ignore[arg-type]
    assert b"Rara Anindita" in rows
    assert b"Terhenti" in rows
    mine = text(door(road.guide), "/engagements/?mine=on")
    assert "Rara Anindita" in mine
    assert "Tidak ada pendampingan yang cocok" in text(planner, "/engagements/?mine=on")
    # Only of one that still meets is a session missing.
    assert "belum dijadwalkan" in text(planner, "/engagements/?state=all")
    actions.stop(by=road.guide, engagement=road.engagement, reason="Pindah.", on=road.clock.on)
    assert "belum dijadwalkan" not in text(planner, "/engagements/?state=all")


def test_a_session_from_the_proposal_to_both_yeses(road: Road) -> None:
    road.agreed()
    guide, mine = door(road.guide), door(road.employee)
    day = road.clock.on + timedelta(days=1)
    sent = {"date": day.isoformat(), "hour": "10:00", "minutes": "60", "sitting": "daring", "topic": "Agenda"}
    page = guide.get(f"{base(road)}sessions/new/").content.decode()
    chosen = re.findall(r'href="(\?at=[^"]+)"', page)
    assert len(chosen) == 3
    filled = guide.get(f"{base(road)}sessions/new/{chosen[0]}").content.decode()
    assert f'value="{chosen[0][4:14]}"' in filled
    assert guide.get(f"{base(road)}sessions/new/?at=nonsense").status_code == 200
    assert guide.post(f"{base(road)}sessions/new/", {**sent, "minutes": "5"}).status_code == 422
    made = guide.post(f"{base(road)}sessions/new/", sent)
    session = Session.objects.get()
    here = f"{base(road)}sessions/{session.pk}/"
    assert (made.status_code, made["Location"]) == (303, here)
    assert guide.post(f"{here}confirm/").status_code == 403  # never one's own
    assert "menunggu jawaban Anda" in text(mine, base(road))
    assert mine.post(f"{here}confirm/").status_code == 303
    assert mine.get(f"{here}confirm/").status_code == 405
    later = {
        "date": (day + timedelta(days=1)).isoformat(),
        "hour": "11:00",
        "minutes": "60",
        "reason": "Rapat.",
    }
    assert mine.post(f"{here}reschedule/", later).status_code == 303
    assert guide.post(f"{here}confirm/").status_code == 303
    assert mine.post(f"{here}close/", {"rating": "4"}).status_code == 409  # it has not begun
    road.clock.go(2, 5)
    closing = {
        "rating": "4",
        "takeaway": "Agenda tertulis.",
        "action_1": "Kirim notula",
        "owner_1": "guide",
        "due_1": (road.clock.on + timedelta(days=3)).isoformat(),
        "private": "Perlu lebih tegas.",
    }
    assert mine.post(f"{here}close/", {**closing, "rating": ""}).status_code == 422
    assert mine.post(f"{here}close/", closing).status_code == 303
    session.refresh_from_db()
    assert (session.state, session.employee_rating, session.guide_rating) == ("held", 4, None)
    assert Task.objects.get().owner == "guide"
    assert "Pihak lain melaporkan sesi ini terlaksana" in text(guide, here)
    page = guide.get(f"{here}close/").content.decode()
    assert "Agenda tertulis." in page
    assert "Perlu lebih tegas." not in page
    version = Note.objects.get(kind=NoteKind.SHARED).version
    assert guide.post(
        f"{here}close/", {"rating": "3", "takeaway": "Agenda tertulis.", "version": version}
    ).status_code == 303  # fmt: skip
    session.refresh_from_db()
    assert session.guide_held_at is not None
    assert road.fresh().state == "running"


def test_missed_and_cancelled_say_by_whom_and_why(road: Road) -> None:
    road.agreed()
    session = road.scheduled()
    here, mine = f"{base(road)}sessions/{session.pk}/", door(road.employee)
    assert mine.post(f"{here}cancel/", {"reason": ""}).status_code == 422
    road.clock.go(1, 4)
    assert mine.post(f"{here}missed/", {"who": "nobody"}).status_code == 422
    assert mine.post(f"{here}missed/", {"who": "guide", "reason": "Sakit."}).status_code == 303
    session.refresh_from_db()
    assert (session.state, session.missed_by) == ("missed", "guide")
    for address in (base(road), here):
        assert "Pembimbing tidak hadir" in text(mine, address)
    later = road.proposed(days=2)
    assert mine.post(f"{base(road)}sessions/{later.pk}/cancel/", {"reason": "Dinas."}).status_code == 303


def test_a_second_session_before_the_agreement_is_refused_above_the_form(road: Road) -> None:
    """So that nothing that was typed is lost with it."""
    road.appointed()
    road.held()
    guide, day = door(road.guide), road.clock.on + timedelta(days=1)
    ahead = {"date": day.isoformat(), "hour": "10:00", "minutes": "60", "topic": "Agenda"}
    held = {
        "date": road.clock.on.isoformat(),
        "hour": "08:30",
        "minutes": "60",
        "rating": "4",
        "takeaway": "Kata.",
    }
    for part, sent, typed in (("new", ahead, "Agenda"), ("log", held, "Kata.")):
        answer = guide.post(f"{base(road)}sessions/{part}/", sent)
        page = answer.content.decode()
        assert answer.status_code == 422, part
        assert "Sesi kedua menunggu kesepakatan" in page
        assert typed in page
    assert Session.objects.count() == 1


def test_a_time_that_passed_is_not_offered_to_be_confirmed(road: Road) -> None:
    road.agreed()
    session = road.proposed()
    here, mine = f"{base(road)}sessions/{session.pk}/", door(road.employee)
    assert "Setujui waktu ini" in text(mine, here)
    road.clock.go(1, 4)
    page = text(mine, here)
    assert "Setujui waktu ini" not in page
    assert "Jadwalkan ulang" in page


def test_what_comes_next_stands_out(road: Road) -> None:
    """A session while some are to come, then the evaluation."""
    road.agreed()
    road.held()
    guide, here = door(road.guide), base(road)

    def leading() -> list[str]:
        main = guide.get(here).content.decode().split("<main")[1]
        return re.findall(r'<a class="btn[^"]*btn-primary" href="([^"]+)"', main)

    assert leading() == [f"{here}sessions/new/"]
    Engagement.objects.update(sessions=1)
    assert leading() == [f"{here}results/"]


def test_a_card_without_documents_says_so(road: Road) -> None:
    assert "Dokumen Belum ada." in text(door(road.guide), base(road))


def test_a_session_logged_later_is_marked_for_every_reader(road: Road) -> None:
    full_of_words(road)
    for account in (road.employee, road.guide, road.cast["planner"]):
        assert "dicatat belakangan" in text(door(account), base(road))


def test_a_note_saved_by_the_other_meanwhile_is_shown_and_never_overwritten_unseen(road: Road) -> None:
    road.agreed()
    session = road.scheduled()
    address = f"{base(road)}sessions/{session.pk}/note/"
    mine, guide, htmx = door(road.employee), door(road.guide), {"HX-Request": "true"}
    saved = mine.post(address, {"goal": "Versi saya", "version": "0"}, headers=htmx)
    assert saved.status_code == 200
    assert 'name="version" value="1"' in saved.content.decode()
    conflict = guide.post(address, {"goal": "Versi pembimbing", "version": "0"}, headers=htmx)
    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Versi saya" in page
    assert "Versi pembimbing" in page
    # The version of the form stays the old one, so that saving as one goes does not overwrite either.
    assert 'type="hidden" name="version" value="0"' in page
    whole = guide.post(address, {"goal": "Versi pembimbing", "version": "0"})
    assert whole.status_code == 409
    assert "Versi saya" in whole.content.decode()
    assert "<main" in whole.content.decode()
    assert actions.read_note(Note.objects.get())["goal"] == "Versi saya"
    merged = guide.post(address, {"goal": "Versi berdua", "version": ["0", "1"]})
    assert merged.status_code == 303
    assert actions.read_note(Note.objects.get())["goal"] == "Versi berdua"


def test_the_link_of_a_mail_closes_one_session_and_shows_nothing_else(road: Road) -> None:
    road.agreed()
    session = road.scheduled()
    actions.save_note(
        by=road.guide,
        engagement=road.engagement,
        session=session,
        kind=NoteKind.SHARED,
        words={"goal": SECRETS["note"], "takeaway": SECRETS["takeaway"]},
        version=0,
        on=road.clock.on,
    )
    road.clock.go(1, 4)
    address = f"/engagements/sessions/close/{queries.closing_token(session, road.employee)}/"
    anybody = Client()
    page = anybody.get(address)
    body = page.content.decode()
    assert page.status_code == 200
    assert "no-cache" in page["Cache-Control"]
    assert f'data-keep="link-{road.employee.pk}-{session.pk}"' in body  # kept where the line is lost
    for words in (SECRETS["note"], SECRETS["takeaway"], "Agenda rapat.", "Rara", "Ketut"):
        assert words not in body
    assert anybody.post(address, {"rating": "9"}).status_code == 422
    sent = {"rating": "3", "takeaway": "Dari telepon.", "action_1": "Kirim notula", "owner_1": "employee"}
    done = anybody.post(address, sent)
    assert (done.status_code, "data-kept-done" in done.content.decode()) == (200, True)
    session.refresh_from_db()
    assert (session.state, session.employee_rating) == ("held", 3)
    words = actions.read_note(Note.objects.get(kind=NoteKind.SHARED))
    assert words["goal"] == SECRETS["note"]
    assert words["takeaway"] == f"{SECRETS['takeaway']}\nDari telepon."
    assert Task.objects.count() == 1
    # Sent again where the answer was lost on the way: nothing is there twice.
    assert anybody.post(address, sent).status_code == 200
    assert actions.read_note(Note.objects.get(kind=NoteKind.SHARED)) == words
    assert Task.objects.count() == 1
    assert anybody.get(f"{address[:-2]}x/").status_code == 404
    planner = queries.closing_token(session, road.cast["planner"])
    assert anybody.get(f"/engagements/sessions/close/{planner}/").status_code == 404
    assert "sign-in" in anybody.get(base(road))["Location"]


def test_the_link_ends_a_week_after_the_session_and_never_opens_a_konseling(road: Road) -> None:
    road.agreed()
    session = road.scheduled(10)
    token = queries.closing_token(session, road.employee)
    assert queries.closing_of(token) is not None
    Engagement.objects.filter(pk=road.engagement.pk).update(method=Method.COUNSELLING)
    assert queries.closing_of(token) is None
    Engagement.objects.filter(pk=road.engagement.pk).update(method=Method.MENTORING)
    road.clock.go(16)
    assert queries.closing_of(token) is not None
    road.clock.go(2)
    assert queries.closing_of(token) is None


def test_the_link_comes_with_the_invitation(road: Road) -> None:
    """Each side has its own, once the time is confirmed by both."""
    Account.objects.update(email="siapa@contoh.go.id")
    road.agreed()
    session = road.proposed()
    link = re.compile(r"/engagements/sessions/close/(\S+?)/")
    assert not any(link.search(mail.text) for mail in Mail.objects.all())
    actions.confirm_session(by=road.employee, session=session, on=road.clock.on)
    for who in (road.employee, road.guide):
        texts = " ".join(Mail.objects.filter(account=who).values_list("text", flat=True))
        assert [queries.closing_of(token) for token in link.findall(texts)] == [(session, who)]


def test_pause_go_on_and_stop(road: Road) -> None:
    road.running()
    mine, superior = door(road.employee), door(road.cast["superior"])
    until = (road.clock.on + timedelta(days=20)).isoformat()
    assert superior.post(f"{base(road)}pause/", {"until": until, "reason": "x"}).status_code == 403
    assert mine.post(f"{base(road)}pause/", {"until": "2020-01-01", "reason": "x"}).status_code == 422
    assert mine.post(f"{base(road)}pause/", {"until": until, "reason": "Cuti."}).status_code == 303
    assert "Jeda" in text(mine, base(road))
    assert "Cuti." not in text(superior, base(road))
    assert mine.post(f"{base(road)}pause/", {"until": until, "reason": "x"}).status_code == 409
    road.clock.go(30)
    assert mine.post(f"{base(road)}resume/").status_code == 303
    # The light counts from now, and says so: not from a session of long ago.
    assert "Lancar · dilanjutkan hari ini, rencana tiap" in text(mine, base(road))
    road.clock.go(3)
    assert "Lancar · dilanjutkan 3 hari lalu, rencana tiap" in text(mine, base(road))
    road.held()
    assert "Lancar · sesi terakhir hari ini, rencana tiap" in text(mine, base(road))
    assert mine.post(f"{base(road)}stop/", {"reason": ""}).status_code == 422
    assert mine.post(f"{base(road)}stop/", {"reason": "Pindah tugas."}).status_code == 303
    assert road.fresh().state == "stopped"
    assert mine.post(f"{base(road)}sessions/new/", {}).status_code == 422
    assert "Usulkan sesi" not in text(mine, base(road))


def test_an_engagement_that_ended_early_says_when_and_to_the_two_why(road: Road) -> None:
    """The form promised that both can read the reason."""
    road.running()
    mine, guide, superior = door(road.employee), door(road.guide), door(road.cast["superior"])
    mine.post(f"{base(road)}stop/", {"reason": "Pindah tugas ke Ambon."})
    ended = tanggal(road.fresh().ended_at)
    for client in (mine, guide, superior):
        page = text(client, base(road))
        assert f"Dihentikan, {ended}." in page
        assert ("Pindah tugas ke Ambon." in page) == (client is not superior)
        results = text(client, f"{base(road)}results/")
        assert "berakhir tanpa evaluasi dan laporan" in results
        assert "Belum ada hasil" not in results


def test_a_light_says_what_to_do_to_whoever_can_do_it(road: Road) -> None:
    road.running()
    said = {
        "employee": ("Usulkan waktu sesi berikutnya, atau catat", "Jadwalkan sesi berikutnya, catat sesi"),
        "guide": ("Usulkan waktu sesi berikutnya, atau catat", "Jadwalkan sesi berikutnya, catat sesi"),
        "planner": ("", "Tanyakan kabarnya kepada keduanya"),
        "superior": ("", "Bicarakan dengan pegawai apa yang menghambat"),
        "unit_head": ("", ""),
        "auditor": ("", ""),
    }
    words = {word for pair in said.values() for word in pair if word}

    def shown(who: str) -> set[str]:
        account = {"guide": road.guide, "employee": road.employee}.get(who) or road.cast[who]
        page = text(door(account), base(road))
        return {word for word in words if word in page}

    assert not any(shown(who) for who in said)
    road.clock.go(46)  # one and a half times the thirty days planned
    assert {who: shown(who) for who in said} == {who: {one} - {""} for who, (one, _) in said.items()}
    road.clock.go(31)  # two and a half times
    assert {who: shown(who) for who in said} == {who: {two} - {""} for who, (_, two) in said.items()}
    road.proposed()
    assert not any(shown(who) for who in said), "the next one lies ahead"


def test_the_planner_decides_how_it_goes_on_where_a_side_has_gone(road: Road) -> None:
    road.running()
    planner, others = door(road.cast["planner"]), (road.employee, road.guide, road.cast["superior"])
    assert "Tetap lanjutkan" not in text(planner, base(road))
    Employee.objects.filter(pk=road.cast.rara.pk).update(status=EmployeeStatus.STUDY_LEAVE)
    assert "salah satu pihak pindah atau berhenti" in text(planner, "/inbox/")
    page = text(planner, base(road))
    assert "Pegawai berstatus tugas belajar." in page
    assert "Tetap lanjutkan" in page
    for account in others:
        assert "Tetap lanjutkan" not in text(door(account), base(road))
        assert door(account).post(f"{base(road)}settle/", {"reason": "x"}).status_code == 403
    assert planner.post(f"{base(road)}settle/", {"reason": " "}).status_code == 422
    assert planner.post(f"{base(road)}settle/", {"reason": "Tetap satu kota."}).status_code == 303
    assert "Tetap lanjutkan" not in text(planner, base(road))
    assert "salah satu pihak pindah atau berhenti" not in text(planner, "/inbox/")


def test_one_click_says_whether_it_fits_and_a_no_opens_the_choice(road: Road) -> None:
    road.running()
    mine, guide = door(road.employee), door(road.guide)
    assert "cocok menurut Anda" in text(mine, base(road))
    assert mine.post(f"{base(road)}transfer/", {"reason": "x"}).status_code == 403
    assert mine.post(f"{base(road)}fit/", {"fit": "tidak_cocok"}).status_code == 303
    assert road.fresh().employee_fit == Fit.NO
    assert "cocok menurut Anda" not in text(mine, base(road))
    assert "Ganti pembimbing" in text(mine, base(road))
    assert guide.post(f"{base(road)}fit/", {"fit": "tidak_cocok"}).status_code == 303
    assert "Ganti pembimbing" not in text(guide, base(road))
    assert door(road.cast["superior"]).post(f"{base(road)}fit/", {"fit": "cocok"}).status_code == 403
    assert mine.post(f"{base(road)}transfer/", {"reason": "Jadwal tidak bertemu."}).status_code == 303
    assert road.fresh().state == "transferred"


def test_the_end_on_pages(road: Road) -> None:
    road.running()
    road.goal()
    mine, guide = door(road.employee), door(road.guide)
    superior, head = door(road.cast["superior"]), door(road.cast["unit_head"])
    room = base(road)
    assert superior.post(f"{room}results/evaluate/").status_code == 403
    assert guide.post(f"{room}results/evaluate/").status_code == 303
    assert "umpan balik B.1.8" in text(mine, f"{room}results/")
    closing = {"mark": "4", "helped": "Latihan rapat.", "better": ""}
    assert guide.post(f"{room}results/close/", closing).status_code == 303
    # Nobody is led by the other's words.
    assert "Latihan rapat." not in text(mine, f"{room}results/")
    assert mine.post(f"{room}results/close/", {"mark": "4", "helped": ""}).status_code == 422
    assert mine.post(f"{room}results/close/", {"mark": "3", "helped": "Umpan balik."}).status_code == 303
    assert "Latihan rapat." in text(mine, f"{room}results/")
    assert superior.post(f"{room}results/close/", closing).status_code == 403
    assert guide.get(f"{room}feedback/").status_code == 404
    marks = {f"mark_{number}": "4" for number in range(9)}
    form = text(mine, f"{room}feedback/")
    assert "Terkirim kepada atasan pembimbing, bukan kepada pembimbing" in form
    assert "pejabat yang berwenang bila pembimbing tidak mempunyai atasan di instansi" in form
    assert mine.post(f"{room}feedback/", {**marks, "mark_3": ""}).status_code == 422
    assert mine.post(f"{room}feedback/", {**marks, "words": "Sangat sabar."}).status_code == 303
    assert guide.get(f"{room}feedback/").status_code == 404
    assert superior.get(f"{room}feedback/").status_code == 404
    assert "Sangat sabar." in text(head, f"{room}feedback/")
    road.engagement.feedback.refresh_from_db()
    assert road.engagement.feedback.read_at is not None
    measure = road.engagement.reassessments.get()
    assert (
        guide.post(f"{room}results/measure/{measure.pk}/", {"level": "3", "reason": "x"}).status_code == 403
    )
    planner = door(road.cast["planner"])
    assert (
        planner.post(f"{room}results/measure/{measure.pk}/", {"level": "3", "reason": ""}).status_code == 422
    )
    assert (
        planner.post(f"{room}results/measure/{measure.pk}/", {"level": "3", "reason": "Uji."}).status_code
        == 303
    )
    assert guide.post(f"{room}results/complete/", {"follow_up": ""}).status_code == 409
    assert mine.post(f"{room}results/report/", REPORT).status_code == 403
    assert guide.post(f"{room}results/report/", {**REPORT, "strategy": ""}).status_code == 422
    assert guide.post(f"{room}results/report/", REPORT).status_code == 303
    assert REPORT["strategy"] in text(superior, f"{room}report/")
    road.engagement.report.refresh_from_db()
    assert road.engagement.report.superior_read_at is not None
    assert guide.post(f"{room}results/complete/", {"follow_up": "Memimpin rapat unit."}).status_code == 303
    assert road.fresh().state == "completed"
    assert "Memimpin rapat unit." in text(superior, f"{room}results/")


def test_who_only_stands_above_receives_the_report_and_not_the_room(road: Road) -> None:
    road.completed()
    above = f.employee(road.cast.institution, "Kepala Di Atas")
    road.cast.head.position = None
    road.cast.head.save()
    road.cast.superior.superior = above
    road.cast.superior.save()
    client = door(f.account(road.cast.institution, "di-atas", above))
    assert REPORT["strategy"] in text(client, f"{base(road)}report/")
    for part in ("", "results/", "goals/", "feedback/"):
        assert client.get(base(road) + part).status_code == 404


@pytest.mark.slow
def test_papers_are_offered_once_they_are_there_and_to_whom_each_is_for(road: Road) -> None:
    def offered(account: Account) -> set[str]:
        """Every link leads somewhere."""
        client = door(account)
        page = client.get(base(road)).content.decode()
        found = re.findall(rf'href="({base(road)}(\w+)\.pdf)"', page)
        for address, _name in found:
            assert client.get(address).status_code == 200, address
        return {name for _address, name in found}

    cast = road.cast
    assert offered(road.employee) == set()  # nothing is agreed on yet
    road.appointed()
    assert offered(road.employee) == {"agreement"}
    assert offered(cast["superior"]) == set()
    for who in (road.employee, road.guide):
        words = actions.text_hash(road.engagement.agreements.get())
        actions.confirm_agreement(by=who, engagement=road.engagement, text=words, on=road.clock.on)
    road.held()
    road.fresh()
    assert offered(road.employee) == {"agreement", "card"}
    assert offered(cast["superior"]) == {"card"}
    road.goal()
    actions.begin_evaluation(by=road.guide, engagement=road.engagement, on=road.clock.on)
    actions.give_feedback(by=road.employee, engagement=road.engagement, marks=[4] * 9, on=road.clock.on)
    assert "b18" in offered(road.employee)
    assert "b18" in offered(cast["auditor"])
    for who in (road.guide, cast["superior"], cast["planner"]):  # never to whom it is about
        assert "b18" not in offered(who)
