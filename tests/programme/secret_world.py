"""Everything confidential of one person, each word of it a phrase that can be looked for."""

from dataclasses import replace
from datetime import datetime, timedelta

from pamong.people.models import Account
from pamong.performance import actions as performance
from pamong.policy.words import Cause, Context, Entrance, Method
from pamong.programme import actions
from pamong.programme.models import CounsellingResult, Engagement, Opening, Proposal, Session
from tests import factories as f
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme
from tests.programme.road import REPORT, Clock, Road

# The cast, and those whom only an engagement makes somebody.
ROLES = (*EVERYBODY, "above", "author", "mentor", "mentor_superior", "case_counsellor")


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

    @property
    def now(self) -> datetime:
        return self.clock.now


# Whose eyes each phrase may meet, by hand from the matrix of who sees what.
MAY_MEET: dict[str, set[str]] = {
    "dialogue": {"employee", "superior", "author"},
    "answer": {"employee", "superior", "author"},
    "topic": {"employee", "mentor"},
    "shared": {"employee", "mentor"},
    "task": {"employee", "mentor"},
    "comment": {"employee", "mentor"},
    "review": {"employee", "mentor"},
    "private-mentee": {"employee"},
    "private-mentor": {"mentor"},
    "goal": {"employee", "mentor", "superior", "unit_head", "planner", "auditor"},
    "proof": {"employee", "mentor", "superior"},
    "returned": {"employee", "mentor", "superior"},
    "measured": {"employee", "mentor", "superior", "unit_head", "planner", "auditor"},
    "closing": {"employee", "mentor", "auditor"},
    "end-answer": {"employee", "mentor", "auditor"},
    "feedback": {"employee", "mentor_superior", "auditor"},
    "report": {"employee", "mentor", "superior", "unit_head", "above", "planner", "auditor"},
    "request": {"employee", "counsellor", "case_counsellor"},
    "approved": {"employee", "counsellor", "case_counsellor"},
    "declined": {"employee", "counsellor", "case_counsellor"},
    "stepped-back": {"employee", "counsellor", "case_counsellor"},
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
