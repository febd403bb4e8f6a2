"""Lists of people: all one may list, one's team, and search."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pamong.audit.actions import note_reads
from pamong.people.access import LISTS_PEOPLE, Viewer, employees_visible_to, team_of
from pamong.people.models import Employee
from pamong.people.queries import search_people, search_positions, units_to_choose
from pamong.policy.words import EmployeeStatus, Gap
from pamong.recommendation import access, queries
from pamong.recommendation.models import Result
from pamong.web.forms.ticked import is_number
from pamong.web.http import Request, signed_in, viewer_of
from pamong.web.lists import download, page_of, short_text
from pamong.web.pages import out
from pamong.web.pages.home import IN_TEAM, TEAM_SHOWN, team_rows

SHOWN = 12


def check_may_list(viewer: Viewer) -> None:
    if not (viewer.roles & LISTS_PEOPLE or viewer.is_unit_head):
        raise Http404


def filtered(request: Request, viewer: Viewer) -> tuple[QuerySet[Employee], dict[str, Any]]:
    """People of the address's filters: text, unit, and what their data lacks."""
    asked = {name: short_text(request, name) for name in ("q", "unit", "only", "data", "box", "competency")}
    rows = search_people(viewer, asked["q"]).exclude(status=EmployeeStatus.RETIRED)
    units, unit = units_to_choose(viewer, asked["unit"])
    if unit is not None:
        rows = rows.filter(unit=unit) if asked["only"] else rows.filter(unit__path__startswith=unit.path)
    known = ~Q(generic_gap=Gap.UNKNOWN) | ~Q(technical_gap=Gap.UNKNOWN)
    wanted = {
        "assessed": known,
        "unassessed": ~known,
        "gap": Q(gaps__gt=0),
        "stale": Q(completeness="kedaluwarsa"),
        "no_cause": Q(completeness="sementara"),
        "no_evaluation": Q(performance_gap=Gap.UNKNOWN),
    }.get(asked["data"])
    if is_number(asked["box"]):
        wanted = Q(box=int(asked["box"]))
    if asked["data"] == "no_superior":
        rows = rows.filter(queries.NO_SUPERIOR, pk__in=employees_visible_to(viewer).values("pk"))
    if asked["competency"]:
        rows = rows.filter(pk__in=queries.shortfalls(viewer, unit).get(asked["competency"], {}))
    if wanted is not None:
        now = Result.objects.filter(wanted, employee=OuterRef("pk"), current=True)
        rows = rows.filter(Exists(now), pk__in=employees_visible_to(viewer).values("pk"))
    return rows, {**asked, "units": units}


@require_GET
@signed_in
def people(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    check_may_list(viewer)
    rows, asked = filtered(request, viewer)
    page = page_of(request, rows)
    on_page = list(page)
    results = {r.employee_id: r for r in access.levels_visible_to(viewer).filter(employee__in=on_page)}
    opened = [one for one in on_page if one.pk in results]
    note_reads(by=request.user, employees=opened, what="record", page=request.path, role=role_of(viewer))
    context = {
        "page": page,
        "rows": [{"employee": one, "result": results.get(one.pk)} for one in on_page],
        "asked": asked,
        "shows_results": bool(results),
    }
    return render(request, "people/list.html", context)


def role_of(viewer: Viewer) -> str:
    """The capacity in which a list is read: the first granted role, else by the reporting line."""
    granted = sorted(role.value for role in viewer.roles)
    return granted[0] if granted else "unit_head" if viewer.is_unit_head else "superior"


@require_GET
@signed_in
def export(request: Request, kind: str) -> HttpResponseBase:
    viewer = viewer_of(request)
    check_may_list(viewer)
    rows, asked = filtered(request, viewer)
    if any(asked[name] for name in ("data", "box", "competency")):
        # Who stands in a list by box or gap is told by being in it.
        note_reads(
            by=request.user, employees=list(rows), what="record", page=request.path, role=role_of(viewer)
        )
    return download(kind, "pegawai", viewer.on, *out.people(rows))


@require_GET
@signed_in
def team(request: Request) -> HttpResponse:
    """One's direct team, and their levels against the standards as a heat map."""
    viewer = viewer_of(request)
    if not viewer.has_team:
        raise Http404
    whole = list(team_of(viewer).select_related(*IN_TEAM))
    page = page_of(request, whole, TEAM_SHOWN, count=len(whole))
    rows = team_rows(request, viewer, list(page))
    note_reads(
        by=request.user,
        employees=[row["employee"] for row in rows],
        what="record",
        page=request.path,
        role="superior",
    )
    names = {
        code: name for row in rows for code, (name, _gap) in zip(row["levels"], row["gaps"], strict=True)
    }
    columns = list(names)
    heat = [{**row, "cells": [row["levels"].get(code) for code in columns]} for row in rows]
    context = {"team": rows, "page": page, "heat": heat, "columns": list(names.values())}
    return render(request, "people/team.html", context)


@require_GET
@signed_in
def search(request: Request) -> HttpResponse:
    """People and positions by what was typed; only those one may see."""
    viewer = viewer_of(request)
    text = short_text(request)
    found = list(search_people(viewer, text)[: SHOWN + 1]) if text else []
    positions = list(search_positions(viewer, text)[: SHOWN + 1]) if text else []
    context = {
        "search_text": text,
        "people": found[:SHOWN],
        "more_people": len(found) > SHOWN,
        "positions": positions[:SHOWN],
        "more_positions": len(positions) > SHOWN,
        "may_list": bool(viewer.roles & LISTS_PEOPLE) or viewer.is_unit_head,
    }
    return render(request, "search/results.html", context)
