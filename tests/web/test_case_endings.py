"""How a konseling ends, on pages: its result up the line of the rule, danger, and another counsellor."""

from datetime import timedelta

import pytest

from pamong.audit.models import Event, Read
from pamong.people.models import Account, Employee
from pamong.programme import actions
from pamong.programme.models import CounsellingResult, Engagement, Handover, Referral
from pamong.programme.workflow import EngagementState
from tests import factories as f
from tests.people_cast import EVERYBODY
from tests.programme.road import Road
from tests.web.doors import signed_in as door
from tests.web.locked import SECRET, base, text_of
from tests.web.rooms import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("days_of_the_clock")]


# ── Up the line of the rule ──────────────────────────────────────────────────────────────────


def completed(road: Road) -> CounsellingResult:
    road.running()
    on = road.clock.on
    result = actions.record_counselling_result(
        by=road.guide,
        engagement=road.engagement,
        problem=SECRET,
        agreed=f"Bicara tentang {SECRET}",
        advice=SECRET,
        follow_ups=["pelatihan"],
        told_up="Disarankan pelatihan mengelola waktu.",
        on=on,
    )
    actions.begin_evaluation(by=road.guide, engagement=road.engagement, on=on)
    actions.complete(by=road.guide, engagement=road.engagement, follow_up="", on=on)
    return result


@pytest.mark.parametrize(
    ("kind", "receiver"),
    [
        ("independen", "competent_authority"),
        ("pejabat_fungsi_konseling", "unit_head"),
        ("pejabat_penilai", "unit_head"),
    ],
)
def test_the_result_reaches_whom_the_rule_names_and_nobody_else(
    closed_road: Road, kind: str, receiver: str
) -> None:
    guide = closed_road.engagement.guide
    guide.counsellor_kind = kind
    guide.save()
    result = completed(closed_road)
    one = f"/counselling/results/{result.pk}/"
    for who in EVERYBODY:
        client = door(closed_road.cast[who])
        expected = 200 if who == receiver else 404
        assert client.get("/counselling/results/").status_code == expected, who
        assert client.get(one).status_code == expected, who
        assert client.get(f"{one}result.pdf").status_code == expected, who
        assert client.get(f"{base(closed_road)}result.pdf").status_code == (200 if who == "employee" else 404)
    client = door(closed_road.cast[receiver])
    for reader, address, knows in (
        (client, one, False),
        (door(closed_road.employee), base(closed_road), False),
        (door(closed_road.guide), base(closed_road), True),
    ):
        paper = words(reader.get(f"{address}result.pdf").content)
        assert "Disarankan pelatihan mengelola waktu." in paper
        assert (SECRET in paper) is knows
    page = text_of(client, one)
    assert "Rara Anindita" in page
    assert "Disarankan pelatihan mengelola waktu." in page
    assert SECRET not in page + text_of(client, "/counselling/results/")
    assert "diteruskan kepada Anda" in text_of(client, "/inbox/")
    assert client.post(one).status_code == 303
    assert "/counselling/results/" not in text_of(client, "/inbox/")
    read = Read.objects.filter(what="counselling_result", employee_id=closed_road.cast.rara.pk)
    assert read.exists()
    assert set(read.values_list("reader_role", flat=True)) == {"report_line"}


def test_the_counsellor_is_not_the_receiver_of_his_own_result(closed_road: Road) -> None:
    completed(closed_road)
    for account in (closed_road.guide, closed_road.employee):
        assert door(account).get("/counselling/results/").status_code == 404


def test_whose_counsellor_has_gone_decides_in_the_room(closed_road: Road) -> None:
    closed_road.running()
    person, counsellor = door(closed_road.employee), closed_road.guide.employee
    assert counsellor is not None
    assert "Tetap lanjutkan" not in text_of(person, base(closed_road))
    Employee.objects.filter(pk=counsellor.pk).update(status="pensiun")
    assert base(closed_road) in text_of(person, "/inbox/")
    page = text_of(person, base(closed_road))
    assert "Pembimbing berstatus pensiun." in page
    assert "Tetap lanjutkan" in page
    assert door(closed_road.cast["planner"]).post(f"{base(closed_road)}settle/").status_code == 404
    assert person.post(f"{base(closed_road)}settle/").status_code == 303
    assert "Tetap lanjutkan" not in text_of(person, base(closed_road))


# ── Danger, and another counsellor ───────────────────────────────────────────────────────────


def test_an_urgent_referral_is_seen_by_the_person_and_told_to_nobody(closed_road: Road) -> None:
    closed_road.running()
    counsellor, person = door(closed_road.guide), door(closed_road.employee)
    sent = {
        "danger": SECRET,
        "to": "Layanan darurat 119",
        "told": "Saya menghubungi layanan darurat.",
        "day": closed_road.clock.on,
        "hour": "08:00",
    }
    assert person.post(f"{base(closed_road)}referral/", sent).status_code == 404
    assert counsellor.get(f"{base(closed_road)}referral/").status_code == 200
    assert counsellor.post(f"{base(closed_road)}referral/", sent).status_code == 303
    referral = Referral.objects.get()
    assert SECRET.encode() not in bytes(referral.body)
    page = text_of(person, base(closed_road))
    assert "Layanan darurat 119" in page
    assert SECRET not in page
    assert SECRET in text_of(counsellor, base(closed_road))
    # The trail, which the auditor reads, tells of it no more than of a note.
    event = Event.objects.latest("pk")
    assert (event.verb, event.subject_type, event.subject_id) == (
        "write_note",
        "programme.engagement",
        closed_road.engagement.pk,
    )
    assert (event.before, event.after, event.reason) == ({}, {}, "")
    for address in (
        "/audit/",
        f"/audit/?q={closed_road.engagement.employee.name.split()[0]}",
        "/audit/?file=csv",
        "/audit/reads/",
        "/audit/reads/?file=csv",
    ):
        answer = door(closed_road.cast["auditor"]).get(address)
        told = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"rujuk" not in told, address
        assert b"referral" not in told, address
    early = {**sent, "day": closed_road.clock.on - timedelta(days=40)}
    assert counsellor.post(f"{base(closed_road)}referral/", early).status_code == 422


def test_a_summary_goes_on_only_with_consent_to_the_words_read(closed_road: Road) -> None:
    closed_road.running()
    counsellor, person = door(closed_road.guide), door(closed_road.employee)
    room = base(closed_road)
    assert counsellor.post(f"{room}handover/", {"version": 0, "text": "Lanjutkan jurnal."}).status_code == 303
    assert "Lanjutkan jurnal." in text_of(person, room)
    assert counsellor.post(f"{room}handover/consent/", {"version": 1, "consent": "on"}).status_code == 403
    assert counsellor.post(f"{room}transfer/", {"reason": "berhalangan"}).status_code == 303
    assert closed_road.fresh().state == EngagementState.TRANSFERRED
    next_one, engagement = another_counsellor(closed_road)
    new_room = f"/counselling/cases/{engagement.pk}/"
    assert door(next_one).get(room).status_code == 404
    assert "Lanjutkan jurnal." not in text_of(door(next_one), new_room)
    assert person.post(f"{room}handover/consent/", {"version": 1, "consent": "on"}).status_code == 303
    assert "Lanjutkan jurnal." in text_of(door(next_one), new_room)
    # New words are not what the person had read.
    assert counsellor.post(f"{room}handover/", {"version": 1, "text": "Kata lain."}).status_code == 303
    assert not Handover.objects.get().consented
    assert "Kata lain." not in text_of(door(next_one), new_room)
    assert person.post(f"{room}handover/consent/", {"version": 1, "consent": "on"}).status_code == 409


def another_counsellor(road: Road) -> tuple[Account, Engagement]:
    guide = road.programme.guide("Made Suryani", method="konseling")
    account = f.account(road.cast.institution, "konselor-lain", guide.employee)
    proposal = road.engagement.proposal
    proposal.refresh_from_db()
    actions.choose(by=road.employee, proposal=proposal, guides=[guide], on=road.clock.on)
    wish = proposal.wishes.get(state="asked", current=True)
    engagement = actions.accept(by=account, wish=wish, on=road.clock.on)
    assert engagement is not None
    return account, engagement
