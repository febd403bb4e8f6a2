"""One invented engagement walked through the agenda, from the request to where it stands today."""

from datetime import date, timedelta

from pamong.cli.demo import words as w
from pamong.cli.demo.calendar import the
from pamong.cli.demo.meetings import PLANNED, RHYTHM, Meetings
from pamong.people.models import Account
from pamong.policy.words import Context, Entrance, Method
from pamong.programme import actions
from pamong.programme.models import Feedback, Session
from pamong.programme.workflow import EngagementState, Party


class Walk(Meetings):
    """The beginning and the end; between them the two meet."""

    # ── Pra ──

    def lay(self) -> "Walk":
        """Put everything that has happened into the agenda."""
        self.do(self.started + 7, self.ask)
        self.do(self.started + 5, self.choose)
        self.do(self.started + 4, self.accept)
        if self.story == "declined":
            self.do(self.started + 3, self.decline)
            return self
        # The letters of everybody matched are made together; see Letters.
        if self.story not in ("matched", "appointed"):
            self.do(self.started, self.agree)
            if self.story == "agreed":
                return self
            self.do(self.started, self.set_goal)
            self.sessions()
        elif self.story == "appointed":
            self.do(self.started, lambda day: self.confirm(self.me, day))
        return self

    def ask(self, day: date) -> None:
        context = Context.ENRICHMENT if self.enrichment else Context.DAILY
        superior, by = self.employee.superior, self.me
        entrance = Entrance.OWN
        if superior is not None and not self.closed and self.number % 3:
            entrance, by = Entrance.SUPERIOR, self.register.account(superior)
        proposal = actions.propose(
            by=by,
            employee=self.employee,
            method=self.method,
            entrance=entrance,
            on=day,
            purpose=self.matter.goal + "." if not self.closed else "Saya ingin berbicara dengan konselor.",
            competency=self.competency,
            context=context,
            sitting=("luring", "daring")[self.number % 2],
        )
        self.made.append(proposal)
        while step := proposal.steps.filter(answer="").order_by("order").first():
            by = self.register.planner
            if step.party == Party.SUPERIOR and superior is not None:
                by = self.register.account(superior)
            elif self.closed:
                by = self.register.counsellor or self.counsel
            proposal = actions.answer(by=by, proposal=proposal, answer="approved", on=day)

    def choose(self, day: date) -> None:
        if self.made:
            actions.choose(by=self.me, proposal=the(self.made), guides=[self.guide], on=day)

    def accept(self, day: date) -> None:
        wish = the(self.made).wishes.filter(state="asked").select_related("guide__employee").first()
        if wish is not None:
            self.engagement = actions.accept(by=self.counsel, wish=wish, on=day)

    def decline(self, day: date) -> None:
        proposal = actions.decline_engagement(
            by=self.me,
            engagement=self.here(),
            reason=self.why("Penugasan baru di unit lain.", "lain"),
            on=day,
        )
        actions.withdraw(
            by=self.me, proposal=proposal, reason=self.why("Penugasan baru di unit lain.", "lain"), on=day
        )

    def confirm(self, who: Account, day: date) -> None:
        text = actions.text_hash(self.here().agreements.latest("version"))
        actions.confirm_agreement(by=who, engagement=self.here(), text=text, on=day)

    def agree(self, day: date) -> None:
        for who in (self.me, self.counsel):
            self.confirm(who, day)

    def set_goal(self, day: date) -> None:
        if self.closed:
            return
        leader = self.employee.superior
        gap = self.number % 3 == 2 and self.competency is not None
        self.goal = actions.set_goal(
            by=self.me,
            engagement=self.here(),
            kind="gap" if gap else "project",
            title=f"{self.competency}: naik satu level" if gap else self.matter.goal,
            competency=self.competency,
            given_by=str(leader.name) if self.method is Method.COACHING and leader else "",
            measure=self.matter.measure,
            baseline=self.matter.baseline,
            target=self.matter.target,
            due=day + timedelta(days=30 * (3 if self.method is Method.COACHING else 6)),
            milestones=[(text, day + timedelta(days=30 * n)) for n, text in enumerate(self.matter.proof, 1)],
            on=day,
        )

    def sessions(self) -> None:
        """So many as have gone by; somebody late stopped some time ago."""
        rhythm, most = RHYTHM[self.method], PLANNED[self.method]
        ends = {"attention": 17 * rhythm // 10, "stuck": 28 * rhythm // 10, "stopped": rhythm}.get(
            self.story, 1
        )
        if self.story in ("completed", "evaluating"):
            ends = max(1, self.started - most * rhythm)
        if self.story in ("stopped", "transferred"):
            most //= 2  # it ends before all is held
        held, ago = 0, self.started - 2
        while ago >= ends and held < most:
            held += 1
            self.session(held, ago)
            ago -= rhythm
        self.after(held, ago + rhythm)

    # ── What comes after the last session so far ──

    def after(self, held: int, ago: int) -> None:
        self.ends(held, ago)
        if self.story == "paused":
            self.do(3, lambda day: actions.pause(by=self.me, engagement=self.here(), until=day + timedelta(days=30), reason=self.why("Cuti melahirkan rekan satu tim; beban bertambah.", "berhalangan"), on=day))  # fmt: skip
        elif self.story == "smooth" and held < PLANNED[self.method]:
            self.ahead()

    def ahead(self) -> None:
        """The next session: confirmed, only proposed, or to be planned."""
        turn = self.number % 4
        if turn == 3:
            return
        held: list[Session] = []

        def propose(day: date) -> None:
            start = self.at(self.agenda.coming[1 + self.number % 6])
            topic = "" if self.closed else self.matter.topics[self.number % len(self.matter.topics)]
            held.append(
                actions.propose_session(
                    by=self.counsel if turn else self.me,
                    engagement=self.here(),
                    start=start,
                    minutes=self.here().minutes,
                    topic=topic,
                    sitting="daring" if self.number % 2 else "luring",
                    on=day,
                )
            )

        self.do(1, propose)
        if self.number % 10 == 9:
            self.do(0, lambda day: actions.cancel_session(by=self.me, session=the(held), reason=self.why(w.CANCELS, "berhalangan"), on=day))  # fmt: skip
        elif turn != 2:
            by = self.me if turn else self.counsel
            self.do(0, lambda day: actions.confirm_session(by=by, session=the(held), on=day))

    def ends(self, held: int, ago: int) -> None:
        if self.story == "stopped":
            self.do(ago - 3, lambda day: actions.stop(by=self.me, engagement=self.here(), reason=self.why(w.STOPS[self.number % 2], "cukup"), on=day))  # fmt: skip
        elif self.story == "transferred":
            self.do(ago - 3, lambda day: self.hand_over(day))
            # Most do not go on with somebody else; one still waits for help to choose.
            if self.number % 4:
                self.do(ago - 6, lambda day: actions.withdraw(by=self.me, proposal=the(self.made), reason=self.why(w.ENOUGH, "cukup"), on=day))  # fmt: skip
        elif self.story in ("evaluating", "completed") and held:
            self.do(ago - 3, lambda day: self.evaluate(day))
            if self.story == "completed" or self.number % 2:
                self.do(ago - 5, lambda day: self.guide_tells(day))
            if self.story == "completed":
                self.do(ago - 7, lambda day: self.employee_tells(day))
                self.do(ago - 9, lambda day: self.complete(day))
                if self.number % 5:
                    self.do(ago - 10, lambda day: self.superiors_read(day))

    def hand_over(self, day: date) -> None:
        """Of a konseling its counsellor does, with a summary that the person may let go on."""
        if self.closed:
            actions.write_handover(by=self.counsel, engagement=self.here(), text=w.SUMMARY, version=0, on=day)
        by = self.counsel if self.closed else self.register.planner
        actions.transfer(by=by, engagement=self.here(), reason=self.why(w.HANDOVER, "benturan"), on=day)

    def evaluate(self, day: date) -> None:
        if self.closed:
            actions.record_counselling_result(
                by=self.counsel,
                engagement=self.here(),
                problem=w.CLOSED_NOTES[0],
                agreed=w.RELEASED,
                advice=w.CLOSED_NOTES[2],
                follow_ups=["bimbingan"],
                told_up="Konseling selesai; disarankan bimbingan rutin oleh atasan.",
                on=day,
            )
        elif self.goal is not None:
            percent = 100 if self.number % 3 else 80
            actions.tell_progress(
                by=self.me, goal=self.goal, percent=percent, comment=w.COMMENTS[2 + (percent < 100)], on=day
            )
        actions.begin_evaluation(by=self.counsel, engagement=self.here(), on=day)

    def answered(self, words: tuple[str, ...]) -> list[tuple[str, str]]:
        """What a side says to the programme's own questions at the end, where it asks some."""
        return list(zip(actions.closing_questions(self.here(), None), words, strict=False))

    def guide_tells(self, day: date) -> None:
        if self.closed:
            return
        actions.close_for_side(
            by=self.counsel,
            engagement=self.here(),
            mark=3 + self.number % 2,
            helped=w.HELPED[self.number % len(w.HELPED)],
            answers=self.answered(w.GUIDE_ANSWERS),
            on=day,
        )
        actions.write_report(by=self.counsel, engagement=self.here(), on=day, **w.REPORT)

    def employee_tells(self, day: date) -> None:
        if self.closed:
            return
        better = w.BETTER[self.number % len(w.BETTER)]
        helped = w.HELPED[(self.number + 1) % len(w.HELPED)]
        mark = 4 if self.number % 5 else 2
        actions.close_for_side(
            by=self.me,
            engagement=self.here(),
            mark=mark,
            helped=helped,
            better=better,
            answers=self.answered(w.EMPLOYEE_ANSWERS),
            on=day,
        )
        marks = [max(1, min(5, 4 + (self.number + n) % 3 - 1)) for n in range(9)]
        actions.give_feedback(by=self.me, engagement=self.here(), marks=marks, on=day)
        for asked in self.here().reassessments.filter(party=Party.SUPERIOR):
            if self.employee.superior is not None:
                level = min(5, (asked.before or 2) + (self.number % 4 != 0))
                by = self.register.account(self.employee.superior)
                actions.measure_again(
                    by=by, reassessment=asked, level=level, reason="Terlihat pada proyek.", on=day
                )

    def complete(self, day: date) -> None:
        actions.complete(by=self.counsel, engagement=self.here(), follow_up=w.REPORT["follow_up"], on=day)

    def superiors_read(self, day: date) -> None:
        """Most superiors read what reached them; some of it still waits."""
        engagement, superior = self.here(), self.employee.superior
        if self.closed or engagement.state != EngagementState.COMPLETED:
            return
        if superior is not None:
            actions.read_report(by=self.register.account(superior), report=engagement.report, on=day)
        feedback = (
            Feedback.objects.filter(engagement=engagement, to__isnull=False).select_related("to").first()
        )
        if feedback is not None and feedback.to is not None:
            actions.read_feedback(by=self.register.account(feedback.to), feedback=feedback, on=day)
