"""What the two of an invented engagement do while it runs: they meet, work, prove and look back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile

from pamong.cli.demo import words as w
from pamong.cli.demo.calendar import Agenda, the
from pamong.cli.demo.guides import Register
from pamong.competency.models import Competency
from pamong.exchange import export
from pamong.people.models import Account, Employee
from pamong.policy.errors import WrongState
from pamong.policy.words import Method
from pamong.programme import actions
from pamong.programme.models import Engagement, Fit, Goal, Guide, NoteKind, Proposal, Session
from pamong.programme.workflow import EngagementState

# Working days between sessions, as the presets plan them.
RHYTHM = {Method.COACHING: 10, Method.MENTORING: 21, Method.COUNSELLING: 5}
PLANNED = {Method.COACHING: 6, Method.MENTORING: 6, Method.COUNSELLING: 4}


@dataclass
class Meetings:
    """Who with whom, how long ago they began (working days), and how it goes."""

    register: Register
    agenda: Agenda
    rng: Random
    number: int
    method: Method
    guide: Guide
    employee: Employee
    competency: Competency | None
    started: int
    story: str
    enrichment: bool = False
    made: list[Proposal] = field(default_factory=list)
    engagement: Engagement | None = None
    goal: Goal | None = None

    # ── Who acts ──

    @property
    def me(self) -> Account:
        return self.register.account(self.employee)

    @property
    def counsel(self) -> Account:
        """The guide's account; every guide of a walk is an employee."""
        if self.guide.employee is None:
            raise ValueError("a walk needs a guide who signs in")
        return self.register.account(self.guide.employee)

    @property
    def closed(self) -> bool:
        return self.method is Method.COUNSELLING

    @property
    def matter(self) -> w.Matter:
        return w.MATTERS[self.number % len(w.MATTERS)]

    def here(self) -> Engagement:
        """The engagement as it stands; a walk whose beginning was refused ends by an error of the rules."""
        if self.engagement is None:
            raise WrongState
        return Engagement.objects.get(pk=self.engagement.pk)

    def at(self, day: date) -> datetime:
        """Every person of a guide has an hour of the day."""
        hour = time(9 + self.number % 7, 30 * (self.number % 2))
        return datetime.combine(day, hour, ZoneInfo(self.register.institution.time_zone))

    def why(self, words: str, code: str) -> str:
        """A reason in words; of a konseling one of those its pages offer."""
        return code if self.closed else words

    def do(self, ago: int, deed: Callable[[date], object]) -> None:
        if ago >= 0:
            self.agenda.add(ago, deed)

    # ── Pelaksanaan ──

    def session(self, number: int, ago: int) -> None:
        """Planned, met and closed by both; some logged afterwards, and once somebody did not come."""
        chance = self.rng.random()
        # Of what is long over one does not look at every step, so most of it was logged in one.
        if chance < (0.7 if self.story == "completed" else 0.2):
            self.do(ago - 1, lambda day: self.log(day, number, ago))
            return
        held: list[Session] = []
        self.do(ago + 2, lambda day: held.append(self.plan(ago, number)))
        self.do(ago + 1, lambda day: actions.confirm_session(by=self.me, session=the(held), on=day))
        if chance < 0.26 and number > 1:
            self.do(ago - 1, lambda day: self.miss(the(held), day))
            self.do(ago - 2, lambda day: self.log(day, number, ago - 1))
            return
        self.do(ago - 1, lambda day: self.close(the(held), number, day))
        if chance < 0.95:
            self.do(ago - 1, lambda day: actions.close_session(by=self.me, session=the(held), rating=3 + number % 2, on=day))  # fmt: skip
        self.between(number, ago - 2)

    def plan(self, ago: int, number: int) -> Session:
        topic = "" if self.closed else self.matter.topics[(number - 1) % len(self.matter.topics)]
        day = self.agenda.ago(ago)
        return actions.propose_session(
            by=self.counsel,
            engagement=self.here(),
            start=self.at(day),
            minutes=self.here().minutes,
            sitting=("luring", "daring")[self.number % 2],
            place="Ruang rapat kecil" if self.number % 2 == 0 else "",
            topic=topic,
            on=day,
        )

    def miss(self, session: Session, day: date) -> None:
        """Told by whoever came; where neither did, by the guide."""
        who, why = w.MISSES[(self.number + session.start.day) % len(w.MISSES)]
        by = self.me if who == "guide" else self.counsel
        actions.miss_session(by=by, session=session, who=who, reason=self.why(why, "berhalangan"), on=day)

    def said(self, number: int) -> dict[str, str]:
        if self.closed:
            return {"text": w.CLOSED_NOTES[(number - 1) % len(w.CLOSED_NOTES)]}
        matter = self.matter
        return {
            "goal": matter.goal + ".",
            "reality": matter.reality[(number - 1) % len(matter.reality)],
            "options": matter.options,
            "will": matter.actions[(number - 1) % len(matter.actions)] + ".",
            "takeaway": w.TAKEAWAYS[(self.number + number) % len(w.TAKEAWAYS)],
        }

    def planned(self, number: int, day: date) -> list[actions.Action]:
        if self.closed:
            return []
        title = self.matter.actions[(number - 1) % len(self.matter.actions)]
        owner = "guide" if (self.number + number) % 5 == 0 else "employee"
        return [actions.Action(title, owner, day + timedelta(days=10))]

    def close(self, session: Session, number: int, day: date) -> None:
        actions.close_session(
            by=self.counsel,
            session=session,
            rating=3 + (self.number + number) % 2,
            words=self.said(number),
            actions=self.planned(number, day),
            on=day,
        )
        if number == 1:
            fit = Fit.UNSURE if self.number % 9 == 0 else Fit.YES
            if self.story == "attention" and self.number % 3 == 0:
                fit = Fit.NO  # one reason why nothing was planned since
            if self.number % 6:  # the others have not said yet
                actions.answer_fit(by=self.me, engagement=self.here(), fit=fit, on=day)
            actions.answer_fit(by=self.counsel, engagement=self.here(), fit=Fit.YES, on=day)
            kind = NoteKind.RELEASED if self.closed else NoteKind.PRIVATE
            text = {"text": w.RELEASED if self.closed else w.PRIVATE}
            actions.save_note(by=self.counsel, engagement=self.here(), session=session, kind=kind, words=text, version=0, on=day)  # fmt: skip

    def log(self, day: date, number: int, ago: int) -> None:
        actions.log_session(
            by=self.counsel,
            engagement=self.here(),
            start=self.at(self.agenda.ago(ago)),
            minutes=self.here().minutes,
            sitting="luring",
            topic="" if self.closed else self.matter.topics[(number - 1) % len(self.matter.topics)],
            words=self.said(number),
            # What was planned in a programme that is long over was done, and is not looked at one by one.
            actions=[] if self.story == "completed" else self.planned(number, day),
            on=day,
        )

    def between(self, number: int, ago: int) -> None:
        """What is done until the next session: tasks, progress, proof, the monthly discussion."""
        if self.closed:
            return
        if number % 2:
            self.do(ago - 2, lambda day: self.finish_tasks(day))
        if number % 2 == 0:
            self.do(ago - 3, lambda day: self.progress(number, day))
            self.do(ago - 4, lambda day: self.prove(number, day))
        if number in (2, 4):
            self.do(ago - 5, lambda day: self.review(number, day))

    def finish_tasks(self, day: date) -> None:
        for task in self.here().tasks.filter(done_at__isnull=True).order_by("pk")[:2]:
            by = self.counsel if task.owner == "guide" else self.me
            if self.rng.random() < 0.8:
                actions.set_task_done(by=by, task=task, done=True, on=day)

    def progress(self, number: int, day: date) -> None:
        if self.goal is not None and self.here().state == EngagementState.RUNNING:
            percent = min(95, 14 * number + self.number % 12)
            comment = w.COMMENTS[min(number // 2, len(w.COMMENTS)) - 1]
            actions.tell_progress(by=self.me, goal=self.goal, percent=percent, comment=comment, on=day)

    def prove(self, number: int, day: date) -> None:
        if self.goal is None or self.here().state != EngagementState.RUNNING:
            return
        title = self.matter.proof[(number // 2 - 1) % len(self.matter.proof)]
        kind = ("text", "link", "file")[self.number % 3]
        proof = actions.submit_proof(
            by=self.me,
            goal=self.goal,
            kind=kind,
            title=title,
            text=f"{title} selesai dan dibahas dengan tim.",
            link="https://dokumen.contoh.go.id/berkas" if kind == "link" else "",
            file=self.sheet(title, day) if kind == "file" else None,
            on=day,
        )  # fmt: skip
        if self.number % 7 == 3:
            actions.verify_proof(by=self.counsel, proof=proof, accept=False, reason=w.RETURNED, on=day)
            if self.number % 2:
                actions.withdraw_proof(by=self.me, proof=proof, on=day)
        elif self.rng.random() < 0.8:
            actions.verify_proof(by=self.counsel, proof=proof, accept=True, on=day)

    def sheet(self, title: str, day: date) -> ContentFile[bytes]:
        """A workbook that opens, as somebody would hand it in."""
        rows = [(text, day - timedelta(days=7 * n), "selesai") for n, text in enumerate(self.matter.actions)]
        chunks = export.xlsx_chunks(("Kegiatan", "Tanggal", "Keadaan"), rows, "Bukti")
        return ContentFile(b"".join(chunks), f"{title} {self.employee.name}.xlsx")

    def review(self, number: int, day: date) -> None:
        achieved, following, difficulty = w.REVIEWS[(self.number + number) % len(w.REVIEWS)]
        review = actions.write_review(
            by=self.me,
            engagement=self.here(),
            month=day,
            achieved=achieved,
            next_target=following,
            difficulty=difficulty,
            on=day,
        )
        if self.number % 5:
            actions.see_review(by=self.counsel, review=review, on=day)
