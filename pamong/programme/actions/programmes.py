"""Templates, a unit's own way inside the bounds of the rules, and cohorts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account, Institution, Unit
from pamong.policy import programme as p
from pamong.policy.errors import Invalid, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import Context, Method
from pamong.programme import access
from pamong.programme.actions.documents import documents_of
from pamong.programme.actions.engagements import set_lights
from pamong.programme.models import Anchor, Cohort, Engagement, TaskOwner, Template, TemplateTask
from pamong.programme.workflow import COHORT, CohortState, EngagementState, Party

MOST_QUESTIONS = 5
_NAMES = {
    "months": Sentence("lama program (bulan)", "months"),
    "sessions": Sentence("jumlah sesi", "sessions"),
    "every_days": Sentence("hari antar sesi", "days between sessions"),
    "minutes": Sentence("menit setiap sesi", "minutes of a session"),
}
OPEN_PLANS = (
    EngagementState.MATCHED,
    EngagementState.APPOINTED,
    EngagementState.AGREED,
    EngagementState.RUNNING,
    EngagementState.PAUSED,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A task or milestone of a template."""

    title: str
    owner: str = TaskOwner.BOTH
    anchor: str = Anchor.START
    days: int = 0
    session: int | None = None
    milestone: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What a template says of the plan."""

    months: int
    sessions: int
    every_days: int
    minutes: int
    goals_least: int = 0
    goals_most: int = 3
    monthly_review: bool = True
    questions: tuple[str, ...] = ()
    guide_texts: tuple[str, ...] = ()
    closing_questions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # lines as typed: title | address


def preset(method: str, on: date, context: Context = Context.DAILY) -> Shape:
    """The shape a new template begins with."""
    found = p.preset_of(Method(method), context, on=on)
    return Shape(found.months, found.sessions, found.every_days, found.minutes, *found.goals)


def check_shape(shape: Shape, method: str, on: date, items: Sequence[Item] = ()) -> None:
    """Inside the bounds of the rules; the first that is outside is named with its bounds."""
    bounds = p.VARIANT_BOUNDS.on(on)
    for name, said in _NAMES.items():
        low, high = getattr(bounds, name)
        value = getattr(shape, name)
        if not low <= value <= high:
            raise Invalid(
                Sentence(
                    "{name} {value} di luar batas {low} sampai {high}.",
                    "{name} {value} is outside the bounds {low} to {high}.",
                ).fill(name=said.capital(), value=value, low=low, high=high)
            )
    if not 0 <= shape.goals_least <= shape.goals_most <= p.PRESETS.on(on)[Method.MENTORING].goals[1]:
        raise Invalid(
            Sentence(
                "Jumlah tujuan 0 sampai 3, dan yang paling sedikit tidak melebihi yang paling banyak.",
                "Goals are 0 to 3, and the least of them no more than the most.",
            )
        )
    for item in items:
        if item.title.strip() and (item.session or 0) > shape.sessions:
            raise Invalid(
                Sentence(
                    "Tugas “{title}” menunggu sesi ke-{session}, padahal programnya {sessions} sesi.",
                    "The task “{title}” waits for session {session}, but the programme has {sessions}.",
                ).fill(title=item.title.strip(), session=item.session, sessions=shape.sessions)
            )
    if max(len(shape.questions), len(shape.closing_questions)) > MOST_QUESTIONS:
        raise Invalid(
            Sentence("Paling banyak {most} pertanyaan.", "At most {most} questions.").fill(
                most=MOST_QUESTIONS
            )
        )
    if shape.closing_questions and method == Method.COUNSELLING:
        raise Invalid(
            Sentence(
                "Konseling ditutup dengan hasilnya sendiri, tanpa pertanyaan evaluasi akhir.",
                "A konseling ends with its own result, without questions of a closing evaluation.",
            )
        )
    documents_of(shape.documents)


@transaction.atomic
def make_template(
    *,
    by: Account,
    institution: Institution,
    name: str,
    method: str,
    context: str,
    shape: Shape,
    on: date,
    items: Sequence[Item] = (),
    unit: Unit | None = None,
    base: Template | None = None,
    enrichment_form: str = "",
) -> Template:
    """A template of the institution, or a unit's own way of doing one."""
    access.check_can_shape(viewer(by, on), institution, unit)
    if not name.strip():
        raise Invalid(Sentence("Beri nama rancangannya.", "Give the template a name."))
    if context not in set(Context) or (context == Context.ENRICHMENT) != bool(enrichment_form):
        raise Invalid(
            Sentence(
                "Pengayaan memerlukan bentuknya, yang lain tidak.",
                "Enrichment needs its form, the others have none.",
            )
        )
    if enrichment_form and enrichment_form != method:
        raise Invalid(
            Sentence(
                "Bentuk pengayaan yang memerlukan rancangan adalah metodenya sendiri: coaching atau mentoring.",
                "The form of an enrichment that needs a template is its method: coaching or mentoring.",
            )
        )
    if unit is not None and (base is None or base.unit_id is not None or base.method != method):
        raise Invalid(
            Sentence(
                "Cara unit mengikuti satu rancangan instansi dengan metode yang sama.",
                "A unit's own way follows one template of the institution of the same method.",
            )
        )
    check_shape(shape, method, on, items)
    # One name at a time in an institution: two that are made at once cannot take the same.
    Institution.objects.select_for_update().get(pk=institution.pk)
    where = Template.objects.filter(institution=institution, unit=unit, name=name.strip(), active=True)
    if where.exists():
        raise Invalid(
            Sentence("Nama “{name}” sudah dipakai.", "The name “{name}” is taken.").fill(name=name.strip())
        )
    template = Template(
        institution=institution,
        unit=unit,
        base=base,
        name=name.strip(),
        method=method,
        context=context,
        enrichment_form=enrichment_form,
        made_by=by,
    )
    _shape(template, shape, items)
    record(by=by, verb="make_template", subject=template, after={"name": template.name, "method": method})
    return template


def _shape(template: Template, shape: Shape, items: Sequence[Item]) -> None:
    for name in (
        "months",
        "sessions",
        "every_days",
        "minutes",
        "goals_least",
        "goals_most",
        "monthly_review",
    ):
        setattr(template, name, getattr(shape, name))
    template.questions = [text.strip() for text in shape.questions if text.strip()]
    asked = (text.strip() for text in shape.closing_questions if text.strip())
    template.closing_questions = list(dict.fromkeys(asked))  # asked twice is answered once
    template.documents = documents_of(shape.documents)
    template.guide_texts = [text.strip() for text in shape.guide_texts]
    template.save()
    template.tasks.all().delete()
    TemplateTask.objects.bulk_create(
        TemplateTask(
            template=template,
            order=order,
            title=item.title.strip()[:200],
            owner=item.owner,
            anchor=item.anchor,
            days=item.days,
            session=item.session,
            milestone=item.milestone,
        )
        for order, item in enumerate((one for one in items if one.title.strip()), 1)
    )


@transaction.atomic
def change_template(
    *,
    by: Account,
    template: Template,
    shape: Shape,
    on: date,
    items: Sequence[Item] = (),
    take_over: bool = False,
) -> int:
    """Shape it anew; engagements under way keep their plan unless it is taken over. How many did."""
    template = (
        Template.objects.select_for_update(of=("self",))
        .select_related("institution", "unit")
        .get(pk=template.pk)
    )
    access.check_can_shape(viewer(by, on), template.institution, template.unit)
    if not template.active:
        raise WrongState
    check_shape(shape, template.method, on, items)
    before = {"months": template.months, "sessions": template.sessions, "every_days": template.every_days}
    _shape(template, shape, items)
    moved = 0
    if take_over:
        rows = Engagement.objects.select_for_update().filter(template=template, state__in=OPEN_PLANS)
        for engagement in rows.order_by("pk"):
            engagement.months, engagement.sessions = shape.months, shape.sessions
            engagement.every_days, engagement.minutes = shape.every_days, shape.minutes
            engagement.save(update_fields=["months", "sessions", "every_days", "minutes"])
            if engagement.starts_on is not None:
                set_lights(engagement, engagement.last_held_on or engagement.starts_on)
            moved += 1
    record(
        by=by,
        verb="change_template",
        subject=template,
        before=before,
        after={
            "months": shape.months,
            "sessions": shape.sessions,
            "every_days": shape.every_days,
            "taken_over_by": moved,
        },
    )
    return moved  # fmt: skip


@transaction.atomic
def retire_template(*, by: Account, template: Template, on: date) -> Template:
    """No longer offered; engagements under way go on with it."""
    template = (
        Template.objects.select_for_update(of=("self",))
        .select_related("institution", "unit")
        .get(pk=template.pk)
    )
    access.check_can_shape(viewer(by, on), template.institution, template.unit)
    template.active = False
    template.save(update_fields=["active"])
    record(by=by, verb="retire_template", subject=template)
    return template  # fmt: skip


@transaction.atomic
def open_cohort(
    *,
    by: Account,
    institution: Institution,
    template: Template,
    name: str,
    starts_on: date,
    ends_on: date,
    on: date,
) -> Cohort:
    """A new cohort of a template; also as a copy of another's template, never of its people."""
    access.check_can_shape(viewer(by, on), institution, None)
    if template.institution_id != institution.pk or not template.active:
        raise WrongState
    if not name.strip() or not starts_on < ends_on:
        raise Invalid(
            Sentence(
                "Angkatan memerlukan nama, dan tanggal selesai setelah mulai.",
                "A cohort needs a name, and an end after its start.",
            )
        )
    Institution.objects.select_for_update().get(pk=institution.pk)
    if Cohort.objects.filter(institution=institution, name=name.strip()).exists():
        raise Invalid(
            Sentence("Nama “{name}” sudah dipakai.", "The name “{name}” is taken.").fill(name=name.strip())
        )
    cohort = Cohort.objects.create(
        institution=institution,
        template=template,
        name=name.strip(),
        state=CohortState.OPEN,
        state_since=timezone.now(),
        starts_on=starts_on,
        ends_on=ends_on,
        made_by=by,
    )
    record(by=by, verb="open_cohort", subject=cohort, after={"name": cohort.name})
    return cohort


@transaction.atomic
def move_cohort(*, by: Account, cohort: Cohort, step: str, on: date) -> Cohort:
    """Start, close, reopen or archive it; archived only once nobody in it is under way."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    access.check_can_shape(viewer(by, on), cohort.institution, None)
    if step == "archive" and cohort.engagements.filter(state__in=access.OPEN).exists():
        raise WrongState(
            Sentence(
                "Masih ada pendampingan yang berjalan di angkatan ini.",
                "Engagements of this cohort are still under way.",
            )
        )
    cohort.state = COHORT.end_of(step, CohortState(cohort.state), {Party.PLANNER})
    cohort.state_since = timezone.now()
    cohort.save(update_fields=["state", "state_since"])
    record(by=by, verb=f"{step}_cohort", subject=cohort)
    return cohort


@transaction.atomic
def join_cohort(*, by: Account, cohort: Cohort, engagements: Sequence[Engagement], on: date) -> int:
    """Put engagements of the same method and context in; late joiners too while it runs. Konseling is in none."""
    cohort = (
        Cohort.objects.select_for_update(of=("self",))
        .select_related("template", "institution")
        .get(pk=cohort.pk)
    )
    access.check_can_shape(viewer(by, on), cohort.institution, None)
    if cohort.state not in (CohortState.OPEN, CohortState.RUNNING):
        raise WrongState
    rows = Engagement.objects.filter(
        pk__in=[one.pk for one in engagements],
        institution=cohort.institution,
        method=cohort.template.method,
        context=cohort.template.context,
        state__in=access.OPEN,
    ).exclude(method=Method.COUNSELLING)
    number = rows.update(cohort=cohort)
    record(by=by, verb="join_cohort", subject=cohort, after={"number": number})
    return number  # fmt: skip
