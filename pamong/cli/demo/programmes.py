"""How the invented institution runs its programmes, and one unit's own way."""

from datetime import date
from functools import partial

from pamong.people.models import Account, Institution, Unit
from pamong.policy.words import Context, Method
from pamong.programme.actions import Item, Shape, make_template, preset

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


def guidebook_of(institution: Institution) -> str:
    """The line of what the institution gives its mentors and mentees to read."""
    return f"Buku saku mentoring | https://belajar.{institution.code.lower()}.example/mentoring"


def shape_programmes(institution: Institution, planner: Account, on: date, own_way: Unit | None) -> None:
    """Coaching and mentoring of every day as the rules plan them, and a unit with a slower rhythm of its own."""
    template = partial(make_template, by=planner, institution=institution, on=on)
    for method, name in ((Method.COACHING, "Coaching kinerja"), (Method.MENTORING, "Mentoring tahunan")):
        plan = preset(method, on)
        base = template(
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
        )
        if own_way is not None and method is Method.COACHING:
            template(
                name=f"Coaching {own_way.name}",
                method=method,
                context=Context.DAILY,
                shape=Shape(4, 6, 21, 45, 1, 1, questions=QUESTIONS, guide_texts=GUIDES),
                items=TASKS[:2],
                unit=own_way,
                base=base,
            )
    for method, months, every_days in ((Method.COACHING, 3, 14), (Method.MENTORING, 6, 30)):
        template(
            name=f"Pengayaan dengan {method}",
            method=method,
            context=Context.ENRICHMENT,
            # More meetings than the preset of three: the two have one assignment, and see it through.
            shape=Shape(months, 6, every_days, 60, 1, 1, guide_texts=GUIDES),
            items=TASKS[:2],
            enrichment_form=method,
        )
