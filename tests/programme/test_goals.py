"""Goals, proof, reviews and learning hours."""

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from pamong.audit.models import Event
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.hours import counted
from pamong.policy.settings import Settings
from pamong.policy.words import Method, TaskKind
from pamong.programme import actions, queries
from pamong.programme.models import Engagement, Proof
from pamong.programme.workflow import ProofState
from tests.people_cast import EVERYBODY
from tests.programme.road import Road
from tests.programme.templates import template

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]
PDF = b"%PDF-1.7 bukti"


def test_a_goal_has_a_measure_a_baseline_and_a_target(road: Road) -> None:
    road.running()
    goal = road.goal(milestones=[("Agenda pertama", date(2026, 9, 1)), (" ", date(2026, 9, 2))])
    assert goal.milestones.count() == 1
    for more, words in (
        ({"measure": " "}, "ukuran"),
        ({"competency": None}, "kompetensi"),
        ({"due": road.clock.on}, "setelah hari ini"),
    ):
        with pytest.raises(Invalid, match=words):
            road.goal(**more)
    road.goal(title="Kedua")
    road.goal(title="Ketiga")
    with pytest.raises(Invalid, match="Paling banyak 3 tujuan"):
        road.goal(title="Keempat")
    actions.drop_goal(by=road.guide, goal=goal, on=road.clock.on)
    assert road.goal(title="Keempat").pk


def test_progress_is_told_with_a_comment_each_time(road: Road) -> None:
    road.running()
    goal = road.goal()
    for percent, comment in ((-1, "x"), (101, "x"), (10, " ")):
        with pytest.raises(Invalid):
            actions.tell_progress(
                by=road.employee, goal=goal, percent=percent, comment=comment, on=road.clock.on
            )
    actions.tell_progress(by=road.employee, goal=goal, percent=40, comment="Dua rapat.", on=road.clock.on)
    actions.tell_progress(by=road.guide, goal=goal, percent=30, comment="Satu batal.", on=road.clock.on)
    goal.refresh_from_db()
    assert goal.percent == 30
    assert list(goal.history.values_list("percent", flat=True)) == [30, 40]
    told = Event.objects.filter(verb="tell_progress").latest("pk")
    assert (told.before, told.after) == ({"percent": 40}, {"percent": 30})


def test_what_is_sent_twice_by_a_second_tap_is_there_once(road: Road) -> None:
    road.running()
    goal = road.goal()
    with pytest.raises(Invalid, match="Tujuan “Komunikasi: level 2 ke 3” sudah ada"):
        road.goal()
    for _tap in range(2):
        actions.tell_progress(by=road.employee, goal=goal, percent=40, comment="Rapat.", on=road.clock.on)
    assert goal.history.count() == 1
    actions.tell_progress(by=road.guide, goal=goal, percent=40, comment="Rapat.", on=road.clock.on)
    assert goal.history.count() == 2
    sent: dict[str, Any] = {"title": "Baca notula", "owner": "employee", "due": None, "on": road.clock.on}
    task = actions.add_task(by=road.guide, engagement=road.engagement, **sent)
    with pytest.raises(Invalid, match="Tugas “Baca notula” sudah ada"):
        actions.add_task(by=road.guide, engagement=road.engagement, **sent)
    actions.set_task_done(by=road.employee, task=task, done=True, on=road.clock.on)
    assert actions.add_task(by=road.guide, engagement=road.engagement, **sent).pk != task.pk
    actions.drop_goal(by=road.guide, goal=goal, on=road.clock.on)
    assert road.goal().pk != goal.pk


def test_the_mentee_evaluates_the_difficulty_of_a_project(road: Road) -> None:
    road.running()
    project = road.goal()
    assert project.task_kind == TaskKind.PROJECT
    with pytest.raises(WrongState):
        actions.tell_difficulty(by=road.guide, goal=project, words="x", on=road.clock.on)
    actions.begin_evaluation(by=road.guide, engagement=road.fresh(), on=road.clock.on)
    assert waiting(road, road.employee) >= {"tell_difficulty"}
    assert "tell_difficulty" not in waiting(road, road.guide)
    actions.tell_difficulty(by=road.employee, goal=project, words="Data lintas unit.", on=road.clock.on)
    assert "tell_difficulty" not in waiting(road, road.employee)


def waiting(road: Road, who: Account) -> set[str]:
    return {str(row.kind) for row in queries.inbox(viewer(who, road.clock.on))}


def test_with_the_direct_superior_own_tasks_are_worked_on(road: Road) -> None:
    road.running()
    road.cast.rara.superior = road.engagement.guide.employee
    road.cast.rara.save()
    own = road.goal(given_by="Pimpinan lain")
    assert (own.task_kind, own.given_by) == (TaskKind.OWN, ""), "nobody gives one's own tasks"
    with pytest.raises(WrongState, match="proyek di luar tugas rutin"):
        actions.tell_difficulty(by=road.employee, goal=own, words="x", on=road.clock.on)


def test_a_coaching_works_on_what_a_leader_gives_and_says_who(road: Road) -> None:
    road.running()
    Engagement.objects.filter(pk=road.engagement.pk).update(method=Method.COACHING)
    with pytest.raises(Invalid, match="Sebutkan pimpinan yang memberi"):
        road.goal(given_by=" ")
    given = road.goal(given_by="Sri Wahyuni")
    assert (given.task_kind, given.given_by) == (TaskKind.GIVEN, "Sri Wahyuni")


def test_goals_that_are_missing_are_asked_for_of_both(road: Road) -> None:
    made = template(road.cast, shape=actions.Shape(6, 6, 30, 60, 2, 3))
    Engagement.objects.filter(pk=road.engagement.pk).update(template=made)
    road.running()
    for title in ("Pertama", "Kedua"):
        assert all("set_goal" in waiting(road, who) for who in (road.employee, road.guide))
        road.goal(title=title)
    assert not any("set_goal" in waiting(road, who) for who in (road.employee, road.guide))


@pytest.mark.parametrize("monthly", [True, False])
def test_a_month_that_nobody_wrote_about_is_asked_for_where_the_programme_does(
    road: Road, *, monthly: bool
) -> None:
    shape = actions.Shape(6, 6, 30, 60, 1, 3, monthly_review=monthly)
    Engagement.objects.filter(pk=road.engagement.pk).update(template=template(road.cast, shape=shape))
    road.running()
    for months in (0, 1):  # August began before the agreement: nothing is owed of it
        assert "write_review" not in waiting(road, road.guide), months
        road.clock.go(28)
    road.clock.go(7)
    assert road.clock.on.month == 10
    for who in (road.employee, road.guide):
        assert ("write_review" in waiting(road, who)) is monthly
    actions.write_review(
        by=road.guide,
        engagement=road.fresh(),
        month=date(2026, 9, 1),
        achieved="Agenda.",
        next_target="Notula.",
        on=road.clock.on,
    )
    assert not any("write_review" in waiting(road, who) for who in (road.employee, road.guide))


def proof(road: Road, **more: Any) -> Proof:
    words = {"kind": "text", "title": "Notula", "text": "Rapat 3 Agustus."} | more
    words.setdefault("goal", road.engagement.goals.first())
    return actions.submit_proof(by=road.employee, on=road.clock.on, **words)


@pytest.mark.parametrize("who", EVERYBODY)
def test_proof_is_verified_by_somebody_else_who_may(road: Road, who: str) -> None:
    road.running()
    road.goal()
    made = proof(road)
    by = road.cast[who]
    if who == "superior":
        made = actions.verify_proof(by=by, proof=made, accept=True, on=road.clock.on)
        assert (made.state, made.verified_by) == (ProofState.ACCEPTED, by)
    else:
        with pytest.raises(NotAllowed):
            actions.verify_proof(by=by, proof=made, accept=True, on=road.clock.on)


def test_proof_is_returned_with_a_reason_and_comes_back(road: Road) -> None:
    road.running()
    road.goal()
    made = proof(road)
    with pytest.raises(Invalid, match="Alasan"):
        actions.verify_proof(by=road.guide, proof=made, accept=False, reason=" ", on=road.clock.on)
    made = actions.verify_proof(
        by=road.guide, proof=made, accept=False, reason="Belum ditandatangani.", on=road.clock.on
    )
    assert (made.state, made.reason) == (ProofState.RETURNED, "Belum ditandatangani.")
    with pytest.raises(NotAllowed):
        actions.resubmit_proof(by=road.guide, proof=made, title="x", text="x", on=road.clock.on)
    made = actions.resubmit_proof(
        by=road.employee, proof=made, title="Notula", text="Baru.", on=road.clock.on
    )
    assert made.state == ProofState.SUBMITTED
    assert made.verified_by is None
    actions.verify_proof(by=road.guide, proof=made, accept=True, on=road.clock.on)
    with pytest.raises(WrongState):
        actions.withdraw_proof(by=road.employee, proof=made, on=road.clock.on)


def test_files_are_checked_and_the_same_one_is_one_proof(road: Road, tmp_path: Any) -> None:
    road.running()
    road.goal()
    made = proof(road, kind="file", file=ContentFile(PDF, "notula rapat.pdf"))
    assert (made.file_name, made.size) == ("notula rapat.pdf", len(PDF))
    assert "notula" not in made.file.name
    assert (tmp_path / made.file.name).read_bytes() == PDF
    for file, words in (
        (ContentFile(PDF, "lain.pdf"), "sama sudah diajukan"),
        (ContentFile(b"MZ\x90", "virus.exe"), "bukan salah satu dari: pdf"),
        (ContentFile(b"MZ\x90", "pura-pura.pdf"), "Isi berkas “pura-pura.pdf”"),
        (
            ContentFile(b"%PDF-" + b"0" * (5 * 1024 * 1024), "besar.pdf"),
            "“besar.pdf” 5,1 MB; paling besar 5 MB",
        ),
        (None, "Pilih berkas"),
    ):
        with pytest.raises(Invalid, match=words):
            proof(road, kind="file", file=file)
    with pytest.raises(Invalid, match="bukan alamat web"):
        proof(road, kind="link", link="javascript:alert(1)")
    assert proof(road, kind="link", link="https://dokumen.contoh.go.id/notula").link


def test_the_monthly_review_is_once_a_month(road: Road) -> None:
    road.running()
    words: dict[str, Any] = {"achieved": "Dua rapat.", "next_target": "Tiga rapat.", "on": road.clock.on}
    first = actions.write_review(by=road.employee, engagement=road.engagement, month=road.clock.on, **words)
    actions.see_review(by=road.employee, review=first, on=road.clock.on)
    first.refresh_from_db()
    assert first.seen_at is None
    actions.see_review(by=road.guide, review=first, on=road.clock.on)
    first.refresh_from_db()
    assert first.seen_at is not None
    again = actions.write_review(by=road.guide, engagement=road.engagement, month=road.clock.on, **words)
    assert again.pk == first.pk
    assert again.seen_at is None
    with pytest.raises(Invalid, match="selama pendampingan"):
        actions.write_review(by=road.employee, engagement=road.engagement, month=date(2026, 6, 1), **words)


# ── Learning hours ──


def test_the_third_session_of_a_month_is_kept_with_no_hours() -> None:
    days = [date(2026, 11, 26), date(2026, 11, 5), date(2026, 11, 12), date(2026, 12, 1)]
    rows = counted(Method.COACHING, days, Settings())
    assert [(row.day.day, row.hours) for row in rows] == [(5, 2), (12, 2), (26, 0), (1, 2)]
    assert rows[2].reason is not None
    assert rows[2].reason.id == "Sudah 2 sesi coaching terhitung pada November 2026; sesi ini tetap tercatat dengan 0 JP."  # fmt: skip
    none = counted(Method.COUNSELLING, days[:1], Settings())
    assert none[0].hours == 0
    assert none[0].reason is not None
    assert [row.hours for row in counted(Method.COUNSELLING, days, Settings(counselling_hours=1))] == [1] * 4
