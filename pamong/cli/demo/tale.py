"""What happens to invented people on the way from a request to a guide; each story fills the agenda."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from pamong.cli.demo.calendar import Agenda, the
from pamong.cli.demo.guides import Register
from pamong.competency.models import Competency
from pamong.people.models import Account, Employee, Unit
from pamong.policy.words import Context, Entrance, Method
from pamong.programme import actions, queries
from pamong.programme.models import Engagement, Guide, GuideSkill, Proposal, Wish, WishState
from pamong.recommendation.actions import decide
from pamong.recommendation.actions.analysis import aside_of
from pamong.recommendation.models import Result

PURPOSES = (
    "Memimpin rapat lintas unit dengan tenang dan menutupnya dengan keputusan.",
    "Menyusun rencana kerja triwulan yang dapat diukur dan dipantau tim.",
    "Menyampaikan hasil kajian kepada pimpinan secara ringkas.",
    "Menata ulang alur layanan agar jawaban selesai dalam dua hari.",
    "Mendampingi rekan baru tanpa mengambil alih pekerjaannya.",
    "Mengelola perubahan aplikasi kerja di unit sampai dipakai semua orang.",
    "Menimbang risiko sebelum memutuskan, dan mencatat alasannya.",
    "Membangun kerja sama dengan dua unit lain untuk satu keluaran.",
)
CLOSED_PURPOSE = "Saya ingin berbicara dengan konselor tentang beban kerja."
REASONS = (
    "Beban kerja unit sedang penuh sampai akhir tahun.",
    "Lebih tepat mengikuti pelatihan teknis lebih dahulu.",
    "Sedang menyiapkan penugasan lain bagi yang bersangkutan.",
)
HOURS = (("sen-09", "rab-13"), ("sel-10", "kam-13"), ("jum-09", "sen-13"), ("sel-09", "jum-10"))


class Tale:
    """What happens to whom; each story puts its deeds into the agenda."""

    def __init__(self, register: Register, agenda: Agenda, cast: dict[str, Account], rng: Random) -> None:
        self.register, self.agenda, self.cast, self.rng = register, agenda, cast, rng
        self.institution = register.institution
        self.planner = register.planner
        self.known = {one.code: one for one in Competency.objects.filter(institution=self.institution)}
        skills = GuideSkill.objects.filter(guide__in=[guide.pk for guide in register.guides])
        self.offered = set(skills.values_list("competency__code", flat=True))
        self.taken = {guide.employee_id for guide in register.guides}
        self.taken |= {one.employee_id for one in cast.values()}
        team = cast["atasan"].employee_id if "atasan" in cast else None
        rows = Result.objects.filter(current=True, set_aside="", employee__institution=self.institution)
        rows = rows.filter(employee__superior__isnull=False, employee__status="aktif").exclude(
            employee__superior=team
        )
        rows = rows.select_related("employee__superior", "employee__unit", "employee__position")
        self.pools = {
            "suggested": list(
                rows.filter(method__in=("coaching", "mentoring")).order_by("employee__nip")[:150]
            ),
            "other": list(rows.filter(method__in=("pengayaan", "pelatihan")).order_by("employee__nip")[:150]),
            "closed": list(rows.filter(method="konseling").order_by("employee__nip")[:20]),
        }
        self.scarce_is_taken = False
        for pool in self.pools.values():
            rng.shuffle(pool)

    # ── Whom ──

    def someone(self, pool: str, test: Callable[[Result], bool] = lambda _one: True) -> Result | None:
        for one in self.pools[pool]:
            if one.employee_id not in self.taken and test(one) and self.stays(one):
                self.taken.add(one.employee_id)
                return one
        return None

    def stays(self, result: Result) -> bool:
        """Long enough for the longest programme."""
        return not aside_of(result.employee, Method.MENTORING, self.register.on)

    def competency(self, result: Result) -> Competency | None:
        """The generic competency most levels short, else one of the standard."""
        levels = {c: line for c, line in result.inputs.get("levels", {}).items() if c in self.known}
        short = sorted(levels, key=lambda code: (-(levels[code][0] - (levels[code][1] or 0)), code))
        return next((self.known[code] for code in short if code in self.offered), None)

    # ── What ──

    def begin(self, story: str, number: int) -> None:
        late, ago = story == "late", 12 - number % 5
        who = self.someone(
            "suggested" if story.startswith("decided") else "other" if number % 3 else "suggested"
        )
        if story.startswith("closed"):
            self.closed(story, number)
        elif story in ("waiting", "scarce_taken"):
            self.scarce(story, number)
        elif who is not None and story.startswith("decided"):
            self.decided(story, who, number)
        elif who is not None and story in ("plan", "talent", "feedback"):
            self.brought(story, who, number)
        elif who is not None:
            self.own(story, who, number, 9 if late else 1 if story == "asked_superior" else ago)

    def purpose(self, number: int) -> str:
        return PURPOSES[number % len(PURPOSES)]

    def own(self, story: str, result: Result, number: int, ago: int) -> None:
        """An own request, and how far it has come."""
        employee, made = result.employee, []
        enrichment = story == "enrichment"
        method = Method.COACHING if number % 3 == 0 and not enrichment else Method.MENTORING

        def ask(day: date) -> None:
            made.append(
                actions.propose(
                    by=self.register.account(employee),
                    employee=employee,
                    method=method,
                    entrance=Entrance.OWN,
                    on=day,
                    purpose=self.purpose(number),
                    competency=self.competency(result),
                    sitting=("luring", "daring", "campuran")[number % 3],
                    hours=HOURS[number % len(HOURS)],
                    context=Context.ENRICHMENT if enrichment else Context.DAILY,
                )
            )

        self.agenda.add(ago, ask)
        if story in ("asked_superior", "late"):
            return
        self.agenda.add(ago - 1, lambda day: self.superior_says(the(made), day, story, number))
        if story == "withdrawn":
            self.agenda.add(
                ago - 2,
                lambda day: actions.withdraw(
                    by=self.register.account(employee),
                    proposal=the(made),
                    reason="Tugas luar kota sampai akhir tahun.",
                    on=day,
                ),
            )
        elif story not in ("asked_planner", "rejected"):
            self.agenda.add(ago - 3, lambda day: self.planner_says(the(made), day, story, number))
            self.guided(story, made, number, ago)

    def superior_says(self, proposal: Proposal, day: date, story: str, number: int) -> None:
        superior = proposal.employee.superior
        if superior is None or proposal.steps.filter(answer="").count() < 2:
            return
        no = story == "rejected"
        reason = REASONS[number % len(REASONS)] if no else ""
        actions.answer(
            by=self.register.account(superior),
            proposal=proposal,
            answer="rejected" if no else "approved",
            reason=reason,
            on=day,
        )

    def planner_says(self, proposal: Proposal, day: date, story: str, number: int) -> None:
        later = story == "deferred"
        actions.answer(
            by=self.planner,
            proposal=proposal,
            answer="deferred" if later else "approved",
            reason="Menunggu anggaran tahun depan." if later else "",
            until=self.register.on + timedelta(days=20 + number % 20) if later else None,
            on=day,
        )

    def guided(self, story: str, made: list[Proposal], number: int, ago: int) -> None:
        """The choice and the answers of those asked."""
        if story in ("asked_guide", "decided_asked"):
            self.agenda.add(1, lambda day: self.choose(the(made), day))
        elif story == "all_declined":
            self.agenda.add(ago - 4, lambda day: self.choose(the(made), day, most=1))
            self.agenda.add(ago - 5, lambda day: self.guide_says(the(made), day, yes=False))
        elif story in ("matched", "decided_matched", "enrichment"):
            self.agenda.add(ago - 4, lambda day: self.choose(the(made), day))
            self.agenda.add(ago - 5, lambda day: self.guide_says(the(made), day, yes=True))

    def choose(self, proposal: Proposal, day: date, most: int = 2, guide: Guide | None = None) -> None:
        proposal.refresh_from_db()
        may = [
            card.guide for card in queries.cards(proposal, day) if not card.refusals and card.guide.employee
        ]
        self.rng.shuffle(may)
        chosen = [guide] if guide is not None and guide in may else may[:most]
        if proposal.state == "approved" and chosen:
            by = self.register.account(proposal.employee)
            actions.choose(by=by, proposal=proposal, guides=chosen, on=day)

    def guide_says(self, proposal: Proposal, day: date, *, yes: bool) -> Engagement | None:
        wish = (
            Wish.objects.filter(proposal=proposal, state=WishState.ASKED)
            .select_related("guide__employee")
            .first()
        )
        if wish is None or wish.guide.employee is None:
            return None
        by = self.register.account(wish.guide.employee)
        if yes:
            return actions.accept(by=by, wish=wish, on=day)
        actions.decline(by=by, wish=wish, reason="Jadwal saya penuh sampai awal tahun depan.", on=day)
        return None

    def brought(self, story: str, result: Result, number: int) -> None:
        """By the superior, the unit head or the talent officer; still waiting for answers."""
        employee = result.employee
        entrance = {"plan": Entrance.PLAN, "talent": Entrance.TALENT, "feedback": Entrance.SUPERIOR}[story]
        by = self.cast.get("talenta") if story == "talent" else None
        if story == "feedback" and employee.superior:
            by = self.register.account(employee.superior)
        if story == "plan" and (head := self.head_of(employee)) is not None:
            by = self.register.account(head)
        if by is None or by.employee_id == employee.pk:
            return
        self.agenda.add(
            2,
            lambda day: actions.propose(
                by=by,
                employee=employee,
                method=Method.COACHING if number % 2 else Method.MENTORING,
                entrance=entrance,
                on=day,
                purpose=self.purpose(number),
                competency=self.competency(result),
            ),
        )

    def head_of(self, employee: Employee) -> Employee | None:
        heads = Unit.objects.filter(pk=employee.unit_id, head_position__isnull=False)
        rows = Employee.objects.filter(
            institution=self.institution, position__in=heads.values("head_position")
        )
        return rows.exclude(pk=employee.pk).order_by("nip").first()

    def decided(self, story: str, result: Result, number: int) -> None:
        """A suggestion accepted some days ago; some of them went on as proposals."""
        made: list[Proposal] = []

        def turn(day: date) -> None:
            decision = decide(by=self.planner, employee=result.employee, verdict="accept", on=day)
            if story == "decided" and number % 2 == 0:
                return  # decided, and not yet proposed
            made.extend(actions.propose_many(by=self.planner, decisions=[decision], on=day))

        ago = 8 - number % 3
        self.agenda.add(ago, turn)
        self.guided(story, made, number, ago + 3)

    def scarce(self, story: str, number: int) -> None:
        """One mentor for many: the place is taken, others wait, and one steps back."""
        guide, wanted = self.register.scarce, self.known.get("metode_kajian")
        found = self.someone("suggested", self.needs_scarce) or self.someone("other", self.needs_scarce)
        if guide is None or wanted is None or found is None or found.employee.superior is None:
            return
        employee, made = found.employee, list[Proposal]()
        superior = self.register.account(found.employee.superior)
        taken = story == "scarce_taken" and not self.scarce_is_taken
        self.scarce_is_taken |= taken

        def bring(day: date) -> None:
            words: dict[str, Any] = {"purpose": self.purpose(number), "competency": wanted}
            self.approved(made, day, by=superior, employee=employee, method=Method.MENTORING, **words)

        self.agenda.add(20 if taken else 14, bring)
        if not taken:
            self.agenda.add(
                13, lambda day: actions.put_on_waiting_list(by=self.planner, proposal=the(made), on=day)
            )
            return
        held: list[Engagement | None] = []
        self.agenda.add(19, lambda day: self.choose(the(made), day, guide=guide))
        self.agenda.add(18, lambda day: held.append(self.guide_says(the(made), day, yes=True)))
        self.agenda.add(2, lambda day: self.step_back(held, day))

    def approved(self, made: list[Proposal], day: date, **words: Any) -> None:
        """A proposal of the superior, which the planner approves the same day."""
        made.append(actions.propose(entrance=Entrance.SUPERIOR, on=day, **words))
        actions.answer(by=self.planner, proposal=the(made), answer="approved", on=day)

    def step_back(self, held: list[Engagement | None], day: date) -> None:
        engagement = held[0] if held else None
        if engagement is not None:
            by = self.register.account(engagement.employee)
            reason = "Penugasan baru di unit lain."
            proposal = actions.decline_engagement(by=by, engagement=engagement, reason=reason, on=day)
            actions.withdraw(by=by, proposal=proposal, reason=reason, on=day)

    def needs_scarce(self, result: Result) -> bool:
        return "metode_kajian" in result.inputs.get("levels", {})

    def closed(self, story: str, number: int) -> None:
        """Konseling: asked for, being matched, or decided and not yet taken up."""
        if story == "closed_decided":
            if (suggested := self.someone("closed")) is not None:
                self.agenda.add(
                    4,
                    lambda day: decide(
                        by=self.planner, employee=suggested.employee, verdict="accept", on=day
                    ),
                )
            return
        found = self.someone("other")
        if found is not None:
            asked = self.cast.get("konselor") if story == "closed_guide" else None
            self.ask_closed(found.employee, 3 if asked else 1, asked)

    def ask_closed(self, employee: Employee, ago: int, counsellor: Account | None) -> None:
        made: list[Proposal] = []
        by = self.register.account(employee)

        def ask(day: date) -> None:
            made.append(
                actions.propose(
                    by=by,
                    employee=employee,
                    method=Method.COUNSELLING,
                    entrance=Entrance.OWN,
                    on=day,
                    purpose=CLOSED_PURPOSE,
                )
            )

        self.agenda.add(ago, ask)
        if counsellor is not None:
            answer = partial(actions.answer, by=counsellor, answer="approved")
            mine = next((g for g in self.register.guides if g.employee_id == counsellor.employee_id), None)
            self.agenda.add(ago - 1, lambda day: answer(proposal=the(made), on=day))
            self.agenda.add(1, lambda day: self.choose(the(made), day, guide=mine))
