"""The end of an engagement on pages: both evaluate, the guide reports, the papers lie ready."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from pamong.people.models import Account, Employee
from pamong.policy.words import Source
from pamong.programme import actions
from pamong.programme.models import Session, Task
from pamong.web.templatetags.pamong import tanggal
from tests import factories as f
from tests.programme.road import REPORT, Road
from tests.web.rooms import base, door, text

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("days_of_the_clock")]


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


def test_the_lines_under_fields_name_the_two_and_say_what_the_superior_does_not_see(road: Road) -> None:
    road.running()
    session = road.scheduled(5)
    here = f"{base(road)}sessions/{session.pk}/"
    person, guide = text(door(road.employee), here), text(door(road.guide), here)
    assert "Dapat dibaca oleh Anda dan Ketut Wirawan. Atasan tidak melihat isinya." in person
    assert "Dapat dibaca oleh Anda dan Rara Anindita." in guide
    assert "coach atau mentor" not in person + guide
    planner = text(door(road.cast["planner"]), f"{base(road)}agreement/")
    assert "Dapat dibaca oleh Rara Anindita, Ketut Wirawan, pengelola dan auditor." in planner
    Employee.objects.filter(pk=road.engagement.employee_id).update(superior=road.engagement.guide.employee_id)
    assert "Atasan tidak melihat isinya" not in text(door(road.employee), here), "the superior is the guide"


def test_a_session_says_whose_answer_it_waits_for_and_what_comes_after_it(road: Road) -> None:
    road.running()
    asked = road.proposed(5)
    here = f"{base(road)}sessions/{asked.pk}/"
    assert "Waktunya menunggu jawaban Rara Anindita." in text(door(road.guide), here)
    assert "Waktunya menunggu jawaban Anda." in text(door(road.employee), here)
    actions.confirm_session(by=road.employee, session=asked, on=road.clock.on)
    road.clock.go(5, 4)
    assert "Usulkan sesi berikutnya" not in text(door(road.guide), here)
    actions.close_session(by=road.guide, session=asked, on=road.clock.on)
    assert "Usulkan sesi berikutnya" in text(door(road.guide), here)
    told = text(door(road.employee), here)
    assert "Ketut Wirawan melaporkan sesi ini terlaksana." in told
    assert "Usulkan sesi berikutnya" not in told, "first one's own word on this one"
    actions.propose_session(
        by=road.guide,
        engagement=road.engagement,
        start=asked.start + timedelta(days=8),
        minutes=60,
        on=road.clock.on,
    )
    assert "Usulkan sesi berikutnya" not in text(door(road.guide), here)


def test_the_list_of_sessions_tells_how_many_actions_were_agreed_on_and_done(road: Road) -> None:
    road.running()
    session = road.held(5)
    road.clock.go(0, 4)
    titles = ("Susun agenda.", "Kirim undangan.")
    planned = [actions.Action(title, owner="employee", due=road.clock.on) for title in titles]
    actions.close_session(by=road.guide, session=session, on=road.clock.on, actions=planned)
    actions.set_task_done(
        by=road.employee, task=Task.objects.get(title=titles[0]), done=True, on=road.clock.on
    )
    assert "Agenda rapat. · 2 tindakan, 1 selesai" in text(door(road.employee), base(road))
    assert "tindakan, " not in text(door(road.cast["superior"]), base(road)), "actions are of the two"


def test_a_session_to_come_that_brings_no_hours_is_told_beforehand(road: Road) -> None:
    """Two of a month count: the third is told before it is held, and from a new month on no more."""
    road.running()  # one was held in August
    road.held(5)
    third = road.scheduled(4)
    said = f"Sesi {tanggal(timezone.localtime(third.start).date())} tidak akan menambah JP. Sudah 2 sesi mentoring"
    for account in (road.employee, road.guide, road.cast["superior"]):
        assert said in text(door(account), base(road))
    assert "4 JP" in text(door(road.employee), base(road))
    Session.objects.filter(pk=third.pk).update(start=third.start + timedelta(days=31))
    assert "tidak akan menambah JP" not in text(door(road.employee), base(road))


def test_the_end_says_until_when_the_employees_part_is_waited_for(road: Road) -> None:
    road.evaluating()
    until = actions.employee_waited_for(road.fresh(), road.clock.on)
    here, said = f"{base(road)}results/", f"Bagian pegawai ditunggu sampai {tanggal(until)}"
    for account in (road.employee, road.guide):
        assert said in text(door(account), here)
    road.clock.go((until - road.clock.on).days)
    assert "Bagian pegawai ditunggu" not in text(door(road.guide), here)


def test_whoever_stands_where_they_stood_at_nothing_is_measured_so(road: Road) -> None:
    """A held level of 0 counts; the form neither hides it nor asks for more."""
    f.assessment(road.cast.rara, road.programme.communication, 0, Source.SUPERIOR, date(2026, 7, 1))
    asked = road.evaluating().reassessments.get()
    superior, here = door(road.cast["superior"]), f"{base(road)}results/"
    page = superior.get(here).content.decode()
    assert re.findall(r'<option value="(\d)" selected', page) == ["0"]
    sent = superior.post(f"{here}measure/{asked.pk}/", {"level": "0", "reason": "Belum tampak."})
    assert sent.status_code == 303
    asked.refresh_from_db()
    assert (asked.before, asked.after) == (0, 0)
