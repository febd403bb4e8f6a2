"""How the invented institution runs its programmes, and one unit's own way."""

from datetime import date

from pamong.people.models import Account, Institution, Unit
from pamong.policy.days import months_after
from pamong.policy.words import Context, Method
from pamong.programme.actions import (
    Item,
    Shape,
    join_cohort,
    make_template,
    move_cohort,
    open_cohort,
    preset,
)
from pamong.programme.models import Engagement, Template

TASKS = (
    Item("Baca standar jabatan dan hasil penilaian terakhir", "employee", "start", 3),
    Item("Siapkan satu umpan balik dengan contoh", "guide", "session", 2, 2),
    Item("Tinjau bersama separuh jalan", "both", "session", 0, 3, milestone=True),
)
GUIDES = (
    "Sesi pertama: saling mengenal, tujuan, dan cara bekerja sama. Satu pertanyaan baik sudah cukup.",
    "Mulai dari yang sudah berjalan sejak sesi lalu, baru yang menghambat.",
)
QUESTIONS = ("Dukungan apa yang dibutuhkan dari tim?",)
CLOSING_QUESTIONS = (
    "Kebiasaan kerja apa yang akan terus dijalankan?",
    "Siapa lagi yang sebaiknya mengikuti mentoring ini, dan mengapa?",
)


def gather_cohort(institution: Institution, planner: Account, on: date) -> None:
    """Twenty mentored people who go together since the start of the quarter."""
    template = Template.objects.filter(institution=institution, method=Method.MENTORING).first()
    rows = Engagement.objects.filter(institution=institution, method=Method.MENTORING, state="running")
    people = list(rows.order_by("employee__name")[:20])
    if template is None or not people:
        return
    first = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    cohort = open_cohort(
        by=planner,
        institution=institution,
        template=template,
        name=f"Mentoring {first.year}, angkatan I",
        starts_on=first,
        ends_on=months_after(first, template.months),
        on=on,
    )
    move_cohort(by=planner, cohort=cohort, step="start", on=on)
    join_cohort(by=planner, cohort=cohort, engagements=people, on=on)


def guidebook_of(institution: Institution) -> str:
    """The line of what the institution gives its mentors and mentees to read."""
    return f"Buku saku mentoring | https://belajar.{institution.code.lower()}.example/mentoring"


def shape_programmes(institution: Institution, planner: Account, on: date, own_way: Unit | None) -> None:
    """Coaching and mentoring of every day as the rules plan them, and a unit with a slower rhythm of its own."""
    for method, name in ((Method.COACHING, "Coaching kinerja"), (Method.MENTORING, "Mentoring tahunan")):
        plan = preset(method, on)
        base = make_template(
            by=planner,
            institution=institution,
            name=name,
            method=method,
            context=Context.DAILY,
            shape=Shape(
                plan.months,
                plan.sessions,
                plan.every_days,
                plan.minutes,
                plan.goals_least,
                plan.goals_most,
                guide_texts=GUIDES,
                closing_questions=CLOSING_QUESTIONS if method is Method.MENTORING else (),
                documents=(guidebook_of(institution),) if method is Method.MENTORING else (),
            ),
            items=TASKS,
            on=on,
        )
        if own_way is not None and method is Method.COACHING:
            make_template(
                by=planner,
                institution=institution,
                name=f"Coaching {own_way.name}",
                method=method,
                context=Context.DAILY,
                shape=Shape(4, 6, 21, 45, 1, 1, questions=QUESTIONS, guide_texts=GUIDES),
                items=TASKS[:2],
                unit=own_way,
                base=base,
                on=on,
            )
