"""Everything confidential of one person, each word of it a phrase that can be looked for."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pamong.people.actions import delegate
from pamong.people.models import Account
from pamong.people.roles import Role
from pamong.performance import actions as performance
from pamong.policy.words import Cause, Context, Entrance, Method
from pamong.programme import actions
from pamong.programme.models import CounsellingResult, Engagement, Opening, Proposal, Session
from pamong.recommendation import actions as deciding
from tests import factories as f
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme
from tests.programme.road import REPORT, Clock, Road

# The cast, those whom only an engagement makes somebody, and those whom dates or a scope make nobody.
ROLES = (
    *EVERYBODY,
    *("above", "author", "mentor", "mentor_superior", "case_counsellor"),
    *("acting", "acting_before", "planner_elsewhere", "colleague"),
)


def phrase(name: str) -> str:
    """A word that stands nowhere else."""
    return f"RAHASIA-{name}-7f3a"


class World:
    """Rara is mentored and counselled; a former superior held a dialogue with her."""

    def __init__(self, cast: Cast, clock: Clock) -> None:
        self.cast, self.clock = cast, clock
        self.programme = Programme(cast)
        lpa = cast.institution
        above = f.employee(lpa, "Yosef Lamba", unit=cast.root)
        cast.superior.superior = above
        cast.superior.save()
        cast.accounts["above"] = f.account(lpa, "di-atas", above)
        self._dialogue()
        self.road = Road(self.programme, clock)
        leader = f.employee(lpa, "Ni Komang Ayu", unit=cast.root)
        mentor = self.road.engagement.guide.employee
        assert mentor is not None
        mentor.superior, mentor.position = leader, cast.superior.position  # heads no unit
        mentor.save()
        self.road.guide = Account.objects.get(pk=self.road.guide.pk)
        cast.accounts |= {
            "mentor": self.road.guide,
            "mentor_superior": f.account(lpa, "atasan-mentor", leader),
        }
        self.mentoring = self._mentored()
        self.case, self.session, self.result = self._counselled()
        self._beside()
        self.waiting = self._asked()
        self._suggested()
        for account in cast.accounts.values():  # whoever is told something is told by mail too
            account.email = f"orang-{account.pk}@contoh.example"
            account.save(update_fields=["email"])
        self.opening: Opening = actions.ask_opening(
            by=cast["auditor"], engagement=self.mentoring, reason=phrase("opening"), on=clock.on
        )

    def _dialogue(self) -> None:
        """By whoever led her then."""
        cast, on = self.cast, self.clock.on
        former = f.employee(cast.institution, "Bagus Prakoso", unit=cast.unit)
        cast.accounts["author"] = f.account(cast.institution, "atasan-lama", former)
        cast.rara.superior = former
        cast.rara.save()
        dialogue = performance.record_dialogue(
            by=cast["author"],
            employee=cast.rara,
            year=on.year,
            held_on=on,
            cause=Cause.PERSONAL,
            note=phrase("dialogue"),
            on=on,
        )
        performance.answer_dialogue(by=cast["employee"], dialogue=dialogue, text=phrase("answer"), on=on)
        cast.rara.superior = cast.superior
        cast.rara.save()

    def _note(
        self, by: Account, engagement: Engagement, kind: str, text: str, session: Session | None
    ) -> None:
        words = {"goal" if kind == "shared" else "text": text}
        actions.save_note(
            by=by,
            engagement=engagement,
            session=session,
            kind=kind,
            words=words,
            version=0,
            on=self.clock.on,
        )

    def _mentored(self) -> Engagement:
        road, on = self.road, self.clock.on
        mentee, mentor = road.employee, road.guide
        road.agreed()
        session = road.scheduled()
        session.topic = phrase("topic")
        session.save()
        self.clock.go(1, 4)
        on = self.clock.on
        session.refresh_from_db()
        actions.close_session(
            by=mentor,
            session=session,
            words={"goal": phrase("shared")},
            actions=[actions.Action(title=phrase("task"))],
            on=on,
        )
        actions.close_session(by=mentee, session=session, on=on)
        self.clock.go(0, -4)
        engagement = road.fresh()
        self._note(mentee, engagement, "private", phrase("private-mentee"), session)
        self._note(mentor, engagement, "private", phrase("private-mentor"), None)
        goal = road.goal(title=phrase("goal"))
        actions.tell_progress(by=mentee, goal=goal, percent=40, comment=phrase("comment"), on=on)
        actions.write_review(
            by=mentee,
            engagement=engagement,
            month=on,
            achieved=phrase("review"),
            next_target="Rapat berikutnya.",
            on=on,
        )
        proof = actions.submit_proof(
            by=mentee, goal=goal, kind="text", title="Notula", text=phrase("proof"), on=on
        )
        actions.verify_proof(by=mentor, proof=proof, accept=False, reason=phrase("returned"), on=on)
        actions.begin_evaluation(by=mentor, engagement=engagement, on=on)
        actions.measure_again(
            by=self.cast["planner"],
            reassessment=engagement.reassessments.get(),
            level=3,
            reason=phrase("measured"),
            on=on,
        )
        asked = "Apa yang dilanjutkan?"
        engagement.template = actions.make_template(
            by=self.cast["planner"],
            institution=engagement.institution,
            name="Mentoring setahun",
            method=Method.MENTORING,
            context=Context.DAILY,
            shape=replace(actions.preset(Method.MENTORING, on), closing_questions=(asked,)),
            on=on,
        )
        engagement.save(update_fields=["template"])
        for who in (mentee, mentor):
            actions.close_for_side(
                by=who,
                engagement=engagement,
                mark=4,
                helped=phrase("closing"),
                answers=[(asked, phrase("end-answer"))],
                on=on,
            )
        actions.give_feedback(
            by=mentee, engagement=engagement, marks=[4] * 9, words=phrase("feedback"), on=on
        )
        report = {**REPORT, "strategy": phrase("report")}
        actions.write_report(by=mentor, engagement=engagement, on=on, **report)
        return road.fresh()

    def _counselled(self) -> tuple[Engagement, Session, CounsellingResult]:
        cast, on = self.cast, self.clock.on
        lpa, place = cast.institution, cast.superior.position
        who = f.employee(lpa, "Made Suryani", position=place, unit=cast.root)
        closed = self.programme.guide(who=who, method=Method.COUNSELLING)
        counsellor = f.account(cast.institution, "konselor-rara", closed.employee)
        cast.accounts["case_counsellor"] = counsellor
        proposal = actions.propose(
            by=cast["employee"],
            employee=cast.rara,
            method=Method.COUNSELLING,
            entrance=Entrance.OWN,
            on=on,
            purpose=phrase("request"),
        )
        proposal = actions.answer(
            by=cast["counsellor"], proposal=proposal, answer="approved", reason=phrase("approved"), on=on
        )
        proposal = self._refused_twice(proposal)
        actions.choose(by=cast["employee"], proposal=proposal, guides=[closed], on=on)
        case = actions.accept(by=counsellor, wish=proposal.wishes.get(state="asked"), on=on)
        assert case is not None
        for who in (cast["employee"], counsellor):
            text = actions.text_hash(case.agreements.get())
            actions.confirm_agreement(by=who, engagement=case, text=text, on=on)
        start = self.clock.now + timedelta(days=1)
        session = actions.propose_session(
            by=counsellor,
            engagement=case,
            start=start,
            minutes=60,
            place=phrase("closed-place"),
            topic=phrase("closed-topic"),
            on=on,
        )
        actions.confirm_session(by=cast["employee"], session=session, on=on)
        self.clock.go(1, 4)
        on = self.clock.on
        for who in (counsellor, cast["employee"]):
            actions.close_session(by=who, session=session, on=on)
        self._note(counsellor, case, "counselling", phrase("counselling"), session)
        self._note(counsellor, case, "released", phrase("released"), session)
        self._note(counsellor, case, "private", phrase("private-counsellor"), None)
        self._note(cast["employee"], case, "private", phrase("private-client"), None)
        actions.write_handover(by=counsellor, engagement=case, text=phrase("handover"), version=0, on=on)
        actions.refer_urgently(
            by=counsellor,
            engagement=case,
            danger=phrase("danger"),
            to="Layanan darurat",
            told=phrase("referral"),
            referred_at=self.clock.now,
            on=on,
        )
        case.refresh_from_db()
        result = actions.record_counselling_result(
            by=counsellor,
            engagement=case,
            problem=phrase("problem"),
            agreed=phrase("agreed"),
            advice=phrase("advice"),
            follow_ups=["bimbingan"],
            told_up=phrase("told"),
            on=on,
        )
        return case, session, result

    def _refused_twice(self, proposal: Proposal) -> Proposal:
        """One counsellor has no time, the next steps back before anything was agreed."""
        cast, on, guides, accounts = self.cast, self.clock.on, [], []
        for name in ("Nyoman Sudarma", "Kadek Wulandari"):
            place = cast.superior.position
            who = f.employee(cast.institution, name, position=place, unit=cast.root)
            guides.append(self.programme.guide(who=who, method=Method.COUNSELLING))
            accounts.append(f.account(cast.institution, name.split()[1].lower(), who))
        actions.choose(by=cast["employee"], proposal=proposal, guides=guides, on=on)
        wish = proposal.wishes.get(state="asked")
        actions.decline(by=accounts[0], wish=wish, reason=phrase("declined"), on=on)
        engagement = actions.accept(by=accounts[1], wish=proposal.wishes.get(state="asked"), on=on)
        assert engagement is not None
        return actions.decline_engagement(
            by=accounts[1], engagement=engagement, reason=phrase("stepped-back"), on=on
        )

    def _beside(self) -> None:
        """Who acts for the superior today, who did before, and a planner of a unit that Rara is not in."""
        cast, on = self.cast, self.clock.on
        lpa, lent = cast.institution, phrase("delegation")
        for name, who, start, end in (
            ("acting", "Wayan Sukerta", on - timedelta(days=1), on + timedelta(days=60)),
            ("acting_before", "Luh Sriani", on - timedelta(days=30), on - timedelta(days=1)),
        ):
            stands_in = f.employee(lpa, who, unit=cast.root)
            cast.accounts[name] = f.account(lpa, name, stands_in)
            delegate(
                by=cast["planner"], of=cast.superior, to=stands_in, start=start, end=end, reason=lent, on=on
            )
        elsewhere = f.unit(lpa, "U2", cast.root, name="Biro Umum")
        cast.accounts["planner_elsewhere"] = f.account(
            lpa, "perencana-biro", None, Role.PLANNER, in_unit=elsewhere
        )

    def _asked(self) -> Proposal:
        """A colleague's own request, which nobody has taken up."""
        cast, on = self.cast, self.clock.on
        colleague = f.employee(cast.institution, "Gede Artawan", unit=cast.unit, superior=cast.superior)
        cast.accounts["colleague"] = f.account(cast.institution, "rekan", colleague)
        return actions.propose(
            by=cast["colleague"],
            employee=colleague,
            method=Method.COUNSELLING,
            entrance=Entrance.OWN,
            on=on,
            purpose=phrase("asked"),
        )

    def _suggested(self) -> None:
        """The rules suggest a konseling for Rara once more, of which her superior says something."""
        cast, on = self.cast, self.clock.on
        deciding.analyse(institution=cast.institution, on=on, by=None)
        deciding.say_view(
            by=cast["superior"], employee=cast.rara, view="not_now", reason=phrase("view"), on=on
        )
        deciding.contest(
            by=cast["employee"], employee=cast.rara, about="Level", text=phrase("contest"), on=on
        )
        actions.pause_guide(
            by=self.road.guide,
            guide=self.mentoring.guide,
            until=on + timedelta(days=9),
            reason=phrase("pause"),
            on=on,
        )

    @property
    def now(self) -> datetime:
        return self.clock.now


# Direct, and acting within the dates; those who see what the whole institution's engagements come to.
SUPERIORS, OVERSEE = {"superior", "acting"}, {"unit_head", "planner", "auditor"}
# Whose eyes each phrase may meet, by hand from the matrix of who sees what.
MAY_MEET: dict[str, set[str]] = {
    "dialogue": {"employee", "author"} | SUPERIORS,
    "answer": {"employee", "author"} | SUPERIORS,
    "topic": {"employee", "mentor"},
    "shared": {"employee", "mentor"},
    "task": {"employee", "mentor"},
    "comment": {"employee", "mentor"},
    "review": {"employee", "mentor"},
    "private-mentee": {"employee"},
    "private-mentor": {"mentor"},
    "goal": {"employee", "mentor"} | SUPERIORS | OVERSEE,
    "proof": {"employee", "mentor"} | SUPERIORS,
    "returned": {"employee", "mentor"} | SUPERIORS,
    "measured": {"employee", "mentor"} | SUPERIORS | OVERSEE,
    "closing": {"employee", "mentor", "auditor"},
    "end-answer": {"employee", "mentor", "auditor"},
    "feedback": {"employee", "mentor_superior", "auditor"},
    "report": {"employee", "mentor", "above"} | SUPERIORS | OVERSEE,
    "request": {"employee", "case_counsellor"},
    "approved": {"employee", "case_counsellor"},
    "declined": {"employee", "case_counsellor"},
    "stepped-back": {"employee", "case_counsellor"},
    "asked": {"colleague", "counsellor"},
    "view": {"planner"} | SUPERIORS,
    "contest": {"employee", "planner"},
    "pause": {"mentor", "planner", "competent_authority", "auditor"},
    "delegation": {"superior", "acting", "acting_before", "planner", "auditor", "admin"},
    "closed-topic": set(),
    "closed-place": {"employee", "case_counsellor"},
    "counselling": {"case_counsellor"},
    "released": {"employee", "case_counsellor"},
    "private-counsellor": {"case_counsellor"},
    "private-client": {"employee"},
    "handover": {"employee", "case_counsellor"},
    "danger": {"case_counsellor"},
    "referral": {"employee", "case_counsellor"},
    "problem": {"case_counsellor"},
    "agreed": {"case_counsellor"},
    "advice": {"case_counsellor"},
    "told": {"employee", "case_counsellor", "competent_authority"},
    "opening": {"auditor", "competent_authority"},  # the employee only once it is granted
}
# What is encrypted: no byte of it may lie in the database.
SEALED = (
    "dialogue",
    "answer",
    "request",  # and its copy in the agreement
    "asked",
    "topic",
    "closed-place",
    "shared",
    "private-mentee",
    "private-mentor",
    "counselling",
    "released",
    "private-counsellor",
    "private-client",
    "handover",
    "danger",
    "referral",
    "problem",
    "agreed",
    "advice",
    "returned",
    "measured",
    "approved",
    "declined",
    "stepped-back",
    "told",
    "opening",
    "closing",
    "end-answer",
    "feedback",
)


@pytest.fixture
def world(cast: Cast, clock: Clock) -> World:
    return World(cast, clock)
