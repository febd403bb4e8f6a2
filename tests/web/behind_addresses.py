"""An institution furnished so that something is to be found behind every address of the map."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from pamong.competency.models import PositionStandard
from pamong.people.models import Employee
from pamong.policy.words import Axis, Entrance, Method
from pamong.programme import actions as programming
from pamong.programme.models import Engagement, Proposal, Session
from pamong.programme.workflow import Party
from pamong.recommendation import actions
from pamong.recommendation.models import Run, Undecided
from tests import factories as f
from tests.factories import ON
from tests.people_cast import Cast
from tests.programme.conftest import Programme
from tests.programme.pairs import Pairs


def evaluated(cast: Cast, programme: Programme) -> Engagement:
    """A coaching of Rara with a guide whose superior is the head, evaluated by all; and one of everybody else."""
    guide = programme.guide("Coach Yang Selesai", method=Method.COACHING)
    assert guide.employee is not None
    guide.employee.superior = cast.head
    guide.employee.save()
    coach = f.account(cast.institution, "coach-selesai", guide.employee)
    asked = {"method": Method.COACHING, "entrance": Entrance.OWN, "purpose": "Dasbor layanan."}
    proposal = programming.propose(
        by=cast["employee"], employee=cast.rara, on=ON, competency=programme.communication, **asked
    )  # type: ignore[arg-type]
    for who in ("superior", "planner"):
        programming.answer(by=cast[who], proposal=proposal, answer="approved", on=ON)
    programming.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=ON)
    engagement = programming.accept(by=coach, wish=proposal.wishes.get(state="asked"), on=ON)
    assert engagement is not None
    now = timezone.now()
    with transaction.atomic():
        agreement = programming.appointed(engagement, Party.PLANNER, now)
    for account in (cast["employee"], coach):
        text = programming.text_hash(agreement)
        programming.confirm_agreement(by=account, engagement=engagement, text=text, on=ON)
    goal = programming.set_goal(
        by=coach,
        engagement=engagement,
        kind="gap",
        title="Komunikasi: level 2 ke 3",
        competency=programme.communication,
        measure="Rapat",
        baseline="Level 2",
        target="Level 3",
        due=date(2027, 2, 1),
        given_by="Sri Wahyuni",
        on=ON,
    )
    held = {"engagement": engagement, "minutes": 60, "proposed_by": coach}
    Session.objects.create(state="held", start=now, guide_held_at=now, **held)
    Engagement.objects.filter(pk=engagement.pk).update(held=1, last_held_on=ON, state="running")
    programming.begin_evaluation(by=coach, engagement=engagement, on=ON)
    Session.objects.create(state="proposed", start=now + timedelta(days=7), **held)
    file = ContentFile(b"%PDF-1.7", name="notula.pdf")
    programming.submit_proof(
        by=cast["employee"], goal=goal, kind="file", title="Notula", file=file, on=ON
    )  # fmt: skip
    programming.give_feedback(by=cast["employee"], engagement=engagement, marks=[4] * 9, on=ON)
    report = {"strategy": "Agenda.", "abilities": "Menyimpulkan.", "develop_next": "Keputusan."}
    programming.write_report(by=coach, engagement=engagement, on=ON, **report)
    for one in Proposal.objects.filter(employee__name__startswith="Pegawai "):
        Engagement.objects.create(
            proposal=one,
            institution=one.institution,
            employee=one.employee,
            guide=guide,
            method=one.method,
            state="running",
            state_since=now,
            matched_at=now,
            starts_on=ON,
        )
    return engagement


def furnished(cast: Cast) -> Callable[[str], str]:
    """Something to find behind every address; what is given back makes of a route the address of it."""
    actions.analyse(institution=cast.institution, on=ON, by=None)
    contest = actions.contest(by=cast["employee"], employee=cast.rara, about="Level", text="Keliru.", on=ON)
    now = timezone.now()
    left = Undecided.objects.create(
        institution=cast.institution, number=3, oldest=ON, at=now, escalated_at=now
    )
    from pamong.exchange import actions as exchange

    item = exchange.stage(
        kind="unit",
        content=b"kode_unit,nama_unit,kode_induk,kode_instansi\nU9,Unit Sembilan,U0,LPA\n",
        name="unit.csv",
        institution=cast.institution,
        by=cast["admin"],
    )
    exchange.check(item=item, on=ON)
    programme = Programme(cast)
    guide = programme.guide(hours=("sen-09",))
    for who in Employee.objects.filter(name__startswith="Pegawai ").select_related("institution"):
        programme.guide(f"Mentor {who.pk}")
        programming.propose(
            by=cast["superior"],
            employee=who,
            method=Method.COACHING,
            entrance=Entrance.SUPERIOR,
            on=ON,
            purpose="Target triwulan.",
        )
    proposal, closed = programme.approved(), programme.own(Method.COUNSELLING)
    programming.answer(by=cast["counsellor"], proposal=closed, answer="approved", on=ON)
    waits, waits_too = in_line(programme)
    engagement = evaluated(cast, programme)
    weights = {"weights": (40, 15, 15, 10, 10, 10), "same_field": False, "on": ON}
    draft = programming.request_matching(by=cast["planner"], institution=cast.institution, **weights)  # type: ignore[arg-type]
    programming.carry_out_matching(matching_id=draft.pk)
    template = programming.make_template(
        by=cast["planner"],
        institution=cast.institution,
        name="Mentoring tim",
        method=Method.MENTORING,
        context="kinerja_harian",
        shape=programming.Shape(4, 5, 21, 45),
        on=ON,
    )
    cohort = programming.open_cohort(
        by=cast["planner"],
        institution=cast.institution,
        template=template,
        name="Angkatan I",
        starts_on=ON,
        ends_on=date(2027, 6, 30),
        on=ON,
    )
    pairs = Pairs(cast)
    pair = pairs.of("Made Suardana")
    letter = pairs.signed(pair)
    pairs.ended(pair)
    case, meeting, result, opening = locked_room(programme)
    ids: dict[str, Any] = {
        "counselling/cases/": case,
        "counselling/results/": result,
        "openings/": opening,
        "people/": cast.rara.pk,
        "recommendations/": cast.rara.pk,
        "recommendations/runs/": Run.objects.get().pk,
        "units/": cast.unit.pk,
        "positions/": cast.rara.position_id,
        "competencies/": cast.competencies["integritas"].pk,
        "inbox/contests/": contest.pk,
        "inbox/undecided/": left.pk,
        "imports/": item.pk,
        "settings/accounts/": cast["planner"].pk,
        "proposals/": proposal.pk,
        "counselling/": closed.pk,
        "proposals/<int:id>/offer/": waits.pk,
        "counselling/<int:id>/offer/": waits_too.pk,
        "matching/": draft.pk,
        "programmes/": template.pk,
        "cohorts/": cohort.pk,
        "engagements/": engagement.pk,
        "guides/": guide.pk,
        "letters/": letter.pk,
    }

    parts = {
        "session": Session.objects.get(state="proposed").pk,
        "goal": engagement.goals.get().pk,
        "proof": engagement.proofs.get().pk,
        "measure": engagement.reassessments.get().pk,
    }

    def filled(route: str) -> str:
        base = max((b for b in ids if route.startswith(b)), key=len, default="")
        version = PositionStandard.objects.first()
        of = pair.pk if base == "engagements/" and route.endswith(".pdf") else ids.get(base, 0)
        text = route.replace("<int:id>", str(of)).replace("<str:kind>", "unit")
        if base == "counselling/cases/":
            text = text.replace("<int:session>", str(meeting))
        for name, number in parts.items():
            text = text.replace(f"<int:{name}>", str(number))
        for name in ("dialogue_id", "grant_id", "wish", "milestone", "task", "review"):
            text = text.replace(f"<int:{name}>", "1")
        text = text.replace("<int:pair>", str(pair.pk)).replace("<int:proposal>", str(proposal.pk))
        return "/" + text.replace("<int:version_id>", str(version.pk if version else 0))

    return filled


def in_line(programme: Programme) -> tuple[Proposal, Proposal]:
    """Somebody who waits for a mentor, and the head of the unit for a counsellor."""
    cast = programme.cast
    open_one = programme.approved_for("Luh Sekar")
    closed = programming.propose(
        by=cast["unit_head"],
        employee=cast.head,
        method=Method.COUNSELLING,
        entrance=Entrance.OWN,
        on=ON,
        purpose="x",
    )
    programming.answer(by=cast["counsellor"], proposal=closed, answer="approved", on=ON)
    for who, proposal in (("planner", open_one), ("counsellor", closed)):
        programming.put_on_waiting_list(by=cast[who], proposal=proposal, on=ON)
    return open_one, closed


def locked_room(programme: Programme) -> tuple[int, int, int, int]:
    """A konseling of the superior with the cast's counsellor, as far as its result; opened to the auditor."""
    cast, now = programme.cast, timezone.now()
    guide = programme.guide("Konselor", method=Method.COUNSELLING)
    guide.account = cast["counsellor"]
    guide.save()
    proposal = programming.propose(
        by=cast["superior"],
        employee=cast.superior,
        method=Method.COUNSELLING,
        entrance=Entrance.OWN,
        on=ON,
        purpose="x",
    )
    programming.answer(by=cast["counsellor"], proposal=proposal, answer="approved", on=ON)
    programming.choose(by=cast["superior"], proposal=proposal, guides=[guide], on=ON)
    case = programming.accept(by=cast["counsellor"], wish=proposal.wishes.get(state="asked"), on=ON)
    assert case is not None
    meeting = Session.objects.create(
        engagement=case,
        state="held",
        start=now,
        minutes=60,
        proposed_by=cast["superior"],
        guide_held_at=now,
    )
    Engagement.objects.filter(pk=case.pk).update(state="running", held=1)
    case.refresh_from_db()
    for kind in ("counselling", "released"):
        programming.save_note(
            by=cast["counsellor"],
            engagement=case,
            session=meeting,
            kind=kind,
            words={"text": "x"},
            version=0,
            on=ON,
        )
    programming.write_handover(by=cast["counsellor"], engagement=case, text="x", version=0, on=ON)
    result = programming.record_counselling_result(
        by=cast["counsellor"],
        engagement=case,
        problem="x",
        agreed="x",
        advice="",
        follow_ups=[],
        told_up="",
        on=ON,
    )
    opening = programming.ask_opening(by=cast["auditor"], engagement=case, reason="x", on=ON)
    programming.answer_opening(by=cast["competent_authority"], opening=opening, granted=True, on=ON)
    return case.pk, meeting.pk, result.pk, opening.pk


def more_people(cast: Cast, number: int) -> None:
    for one in range(number):
        who = f.employee(
            cast.institution,
            f"Pegawai {one:03}",
            position=cast.rara.position,
            unit=cast.unit,
            superior=cast.superior,
        )
        f.assessment(who, cast.competencies["komunikasi"], 1)
        f.evaluation(who, Axis.BELOW)
        f.account(cast.institution, f"p{one}", who)
