"""The rooms of engagements on pages: the list, the sessions, the moves, and what comes next."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from pamong.people.models import Employee
from pamong.policy.secrecy import TABLE, Data, Reader
from pamong.policy.words import EmployeeStatus, Light
from pamong.programme import actions, queries
from pamong.programme.models import Engagement, Fit, Note, NoteKind, Session, Task
from pamong.web.templatetags.pamong import tanggal
from tests.programme.road import Road
from tests.web.rooms import base, door, full_of_words, text

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("days_of_the_clock")]


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
    assert "Rara Anindita melaporkan sesi ini terlaksana" in text(guide, here)
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
    assert "Apakah Anda cocok dengan mentor Anda?" in text(mine, base(road))
    assert "Apakah Anda cocok dengan pegawai ini?" in text(guide, base(road))
    assert mine.post(f"{base(road)}transfer/", {"reason": "x"}).status_code == 403
    told = mine.post(f"{base(road)}fit/", {"fit": "tidak_cocok"}, follow=True).content.decode()
    assert "Anda dapat berganti pembimbing di bawah" in told, "whoever says no is led on"
    assert road.fresh().employee_fit == Fit.NO
    assert "Apakah Anda cocok" not in text(mine, base(road))
    assert "Ganti pembimbing" in text(mine, base(road))
    assert guide.post(f"{base(road)}fit/", {"fit": "tidak_cocok"}).status_code == 303
    assert "Ganti pembimbing" not in text(guide, base(road))
    assert door(road.cast["superior"]).post(f"{base(road)}fit/", {"fit": "cocok"}).status_code == 403
    ended = mine.post(f"{base(road)}transfer/", {"reason": "Jadwal tidak bertemu."}, follow=True)
    assert road.fresh().state == "transferred"
    page = ended.content.decode()
    assert "Berganti pembimbing, " in page
    assert f'href="/proposals/{road.engagement.proposal_id}/"' in page, "the way on is where it ended"
    assert "Pilih pembimbing lagi; belum ada yang mendampingi Anda" in text(mine, "/inbox/")
    assert "Buka usulan Anda" not in text(guide, base(road))


def test_what_a_side_thinks_of_a_session_is_that_sides_alone(road: Road) -> None:
    road.running()
    session = road.held()
    for account, own in ((road.employee, "3"), (road.guide, "4")):
        page = door(account).get(f"{base(road)}sessions/{session.pk}/close/").content.decode()
        assert "Hanya Anda yang melihat nilai ini." in page
        assert re.findall(r'name="rating" value="(\d)"[^>]*checked', page) == [own]


def test_a_fresh_agreement_tells_what_the_superior_sees(road: Road) -> None:
    """In the words both sign: no less than the table of secrecy gives."""
    road.appointed()
    said = road.engagement.agreements.get().superior_sees
    sees = {Data.PROGRESS: "persentase tujuan", Data.PROOF: "bukti", Data.REASSESSMENT: "penilaian ulang"}
    for data, words in sees.items():
        assert Reader.SUPERIOR in TABLE[data]
        assert words in said, data
    assert Reader.SUPERIOR not in TABLE[Data.SHARED_NOTES]
    assert "bukan catatan" in said
    assert "evaluasi kedua pihak" in road.engagement.agreements.get().ending


def test_an_agreement_of_a_konseling_asks_for_no_evaluation(closed_road: Road) -> None:
    """Both are asked for none there: it ends with the result that the counsellor writes."""
    ending = closed_road.engagement.agreements.get().ending
    assert "evaluasi" not in ending
    assert "hasil yang ditulis konselor" in ending


def test_a_session_the_other_reported_is_denied_in_its_room(road: Road) -> None:
    road.agreed()
    session = road.scheduled()
    road.clock.go(1, 4)
    actions.close_session(by=road.guide, session=session, on=road.clock.on)
    here = f"{base(road)}sessions/{session.pk}/"
    mine, guide = door(road.employee), door(road.guide)
    assert "Catat tidak terlaksana" in text(mine, here)
    assert "Catat tidak terlaksana" not in text(guide, here), "not by whoever reported it"
    assert guide.post(f"{here}missed/", {"who": "employee"}).status_code == 409
    assert mine.post(f"{here}missed/", {"who": "siapa"}).status_code == 422
    said = mine.post(f"{here}missed/", {"who": "guide", "reason": "Dipanggil rapat."}, follow=True)
    assert "Dipanggil rapat." in said.content.decode()
    assert road.fresh().held == 0
    assert "Jadwalkan ulang" in text(guide, here)
