"""Beranda, put together by role; each part is shown to whom it belongs."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from pamong.audit.actions import note_reads
from pamong.audit.models import Read
from pamong.audit.queries import readers_of, trail
from pamong.exchange.models import Import
from pamong.people.access import Viewer, team_of
from pamong.people.models import Account, Employee, Unit
from pamong.people.queries import units_of
from pamong.people.roles import Role
from pamong.policy.words import Gap, Method
from pamong.programme.access import guides_as
from pamong.programme.models import OPEN_STATES, Proposal
from pamong.programme.notices import LOCKED
from pamong.programme.queries import EngagementsWanted, engagements, loads, register, with_chain
from pamong.programme.workflow import ProposalState
from pamong.recommendation import access, queries
from pamong.web.funnel import funnel, funnel_steps
from pamong.web.http import Request, institution_of, signed_in, viewer_of, waiting_of
from pamong.web.pages.engagements import lines as engagement_lines
from pamong.web.pages.guides import line
from pamong.web.pages.inbox import tasks
from pamong.web.pages.proposals import lines
from pamong.web.pages.record import level_rows
from pamong.web.pages.units import quality_of

TASKS_SHOWN = 6
TEAM_SHOWN = 30
IN_TEAM = ("position", "unit", "institution")
MINE_SHOWN = 6
MINE_LOOKED_AT = 60
READS_LOOKED_AT = 60


@require_GET
@signed_in
def home(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    context: dict[str, Any] = {
        "hour": timezone.localtime().hour,
        "tasks": tasks(request, TASKS_SHOWN),
        "first_name": str(request.user).split(",")[0].split()[0] if str(request.user) else "",
    }
    if viewer.employee is not None:
        context |= mine(viewer, viewer.employee)
    if viewer.institution is not None:
        context["appointments"] = appointments(viewer)
        context |= underway(viewer)
    if viewer.has_team:
        people = list(team_of(viewer).select_related(*IN_TEAM)[: TEAM_SHOWN + 1])
        context["team"] = team_rows(request, viewer, people[:TEAM_SHOWN])
        context["team_goes_on"] = len(people) > TEAM_SHOWN
        note_reads(
            by=request.user,
            employees=[row["employee"] for row in context["team"]],
            what="record",
            page=request.path,
            role="superior",
        )
    if viewer.has(Role.PLANNER):
        context["funnel"] = funnel_steps(funnel(request, viewer))
        context["quality"] = worst_units(request, viewer)
    if viewer.is_unit_head:
        context["units"] = headed(viewer)
    if viewer.has(Role.AUDITOR):
        context["events"] = trail(institution_of(viewer).pk)[:8]
    if viewer.has(Role.OVERSEER):
        context["sides"] = queries.institutions_side_by_side(viewer)
    if viewer.has(Role.ADMIN):
        context["admin_tiles"] = admin_tiles(viewer)
    if viewer.has(Role.TALENT_OFFICER):
        context["boxes"] = queries.nine_box(viewer)
    return render(request, "home/home.html", context)


def mine(viewer: Viewer, employee: Employee) -> dict[str, Any]:
    """The employee's own part: levels, JPM, the decided method, who read."""
    return {
        "me": employee,
        "levels": level_rows(viewer, employee),
        "result": access.levels_visible_to(viewer).filter(employee=employee).first(),
        "decision": access.decisions_visible_to(viewer).filter(employee=employee).first(),
        "readers": last_readers(employee),
        "proposals": my_proposals(viewer, employee),
    }


def my_proposals(viewer: Viewer, employee: Employee) -> list[dict[str, Any]]:
    """One's own that are open; a konseling is called a closed request, as screens are seen, and stays in the list
    when it has a counsellor, while coaching and mentoring then stand among what is under way."""
    matched = Q(state=ProposalState.MATCHED, method=Method.COUNSELLING)
    shown = Proposal.objects.filter(Q(state__in=OPEN_STATES) | matched, employee=employee)
    return [
        {**row, "locked": row["proposal"].method == Method.COUNSELLING}
        for row in lines(with_chain(shown)[:MINE_SHOWN], viewer)
    ]


def underway(viewer: Viewer) -> dict[str, Any]:
    """Open coaching and mentoring in which one is guided, or guides; whoever was silent longest first."""
    rows = engagements(viewer, EngagementsWanted(mine=True), timezone.now())[:MINE_LOOKED_AT]
    me = viewer.employee.pk if viewer.employee else None
    found: dict[str, list[dict[str, Any]]] = {"guided": [], "guiding": []}
    for row in engagement_lines(rows, viewer):
        guided = row["engagement"].employee_id == me
        found["guided" if guided else "guiding"].append({**row, "guided": guided})
    # Many whom one guides must not push out the few by whom one is guided.
    shown: dict[str, Any] = {side: some[:MINE_SHOWN] for side, some in found.items()}
    return shown | {"guiding_goes_on": len(found["guiding"]) > MINE_SHOWN}


def appointments(viewer: Viewer) -> list[dict[str, Any]]:
    """Of a coach, mentor or counsellor: what one is appointed for, and how much of it is taken."""
    mine = list(register(viewer).filter(guides_as(viewer)))
    taken = loads(mine) if mine else {}
    return [line(viewer, one, taken[one.pk]) for one in mine]


def last_readers(employee: Employee) -> list[Read]:
    """Each person once, with the latest time; every read stands on the page of who sees what."""
    newest: dict[str, Read] = {}
    rows = readers_of(employee).exclude(page__startswith=LOCKED)
    for read in rows[:READS_LOOKED_AT]:
        newest.setdefault(read.reader_name, read)
    return list(newest.values())[:5]


def team_rows(request: Request, viewer: Viewer, people: list[Employee]) -> list[dict[str, Any]]:
    """One row a person of the team: rating, largest gap, what waits for the superior."""
    if not people:
        return []
    waiting = {row.employee_id: row.kind for row in waiting_of(request) if row.employee_id}
    names = queries.names_of(institution_of(viewer))
    rows = []
    for person in queries.heat_map(viewer, people):
        worst = person.worst
        rows.append(
            {
                "employee": person.employee,
                "address": f"/people/{person.employee.pk}/",
                "rating": person.rating,
                "gaps": [(names.get(code, code), level.gap) for code, level in person.levels.items()],
                "worst": names.get(worst.competency, worst.competency) if worst else None,
                "worst_level": worst,
                "unknown": all(level.gap is Gap.UNKNOWN for level in person.levels.values()),
                "waits": waiting.get(person.employee.pk, ""),
                "levels": person.levels,
            }
        )
    return rows


def worst_units(request: Request, viewer: Viewer) -> list[Any]:
    """The units with most missing data."""
    units = quality_of(request, viewer)
    rows = [row for row in units if row.no_assessment + row.no_evaluation + row.no_cause]
    return sorted(rows, key=lambda row: -(row.no_assessment + row.no_evaluation + row.no_cause))[:6]


def headed(viewer: Viewer) -> list[Any]:
    units = Unit.objects.filter(path__in=viewer.units_headed[:3])
    return [queries.unit_year(unit, viewer.on.year) for unit in units]


def admin_tiles(viewer: Viewer) -> list[dict[str, Any]]:
    institution = institution_of(viewer)
    people = Employee.objects.filter(institution=institution).count()
    accounts = Account.objects.filter(institution=institution, is_active=True).count()
    imports = Import.objects.filter(institution=institution).count()
    return [
        {"label": pgettext("banyak", "Pegawai"), "number": people, "address": "/people/"},
        {"label": _("Akun aktif"), "number": accounts, "address": "/settings/accounts/"},
        {"label": _("Unit kerja"), "number": units_of(viewer).count(), "address": "/units/"},
        {"label": _("Impor"), "number": imports, "address": "/imports/"},
    ]
