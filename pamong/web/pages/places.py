"""Mutasi, Plt and Plh, retirement and delegation, by planner and administrator on a person's page."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pamong.people import actions
from pamong.people.access import Viewer, can_change_employee, people_listed_to
from pamong.people.models import Employee, Position
from pamong.people.queries import delegations_of, units_of
from pamong.policy.errors import WrongState
from pamong.policy.words import EmployeeStatus
from pamong.web.forms.places import DelegateForm, MoveForm, RetireForm
from pamong.web.http import Request, refusals_in, see_other, signed_in
from pamong.web.pages.record import listed


def changeable(request: Request, id: int) -> tuple[Viewer, Employee]:
    """A person whose places this viewer keeps; who has retired keeps them no more."""
    viewer, employee = listed(request, id)
    if not can_change_employee(viewer, employee) or employee.status == EmployeeStatus.RETIRED:
        raise Http404
    return viewer, employee


def page(request: Request, template: str, form: Form, employee: Employee, **more: Any) -> HttpResponse:
    context = {"form": form, "employee": employee, **more}
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def move(request: Request, id: int) -> HttpResponse:
    """A new position from a day on, or an acting one until a day."""
    viewer, employee = changeable(request, id)
    form = MoveForm(
        request.POST or None,
        people=people_listed_to(viewer),
        positions=Position.objects.filter(institution=viewer.institution).select_related("unit"),
        units=units_of(viewer),
        initial={"start": viewer.on},
    )
    if form.is_valid():
        with refusals_in(form):
            actions.move_employee(by=request.user, employee=employee, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Mutasi tercatat. Jalankan analisis agar sarannya menyesuaikan."))
            return see_other(f"/people/{id}/")
    return page(request, "people/move.html", form, employee)


@require_http_methods(["GET", "POST"])
@signed_in
def retire(request: Request, id: int) -> HttpResponse:
    """The person has left: the record stays, the account closes."""
    viewer, employee = changeable(request, id)
    form = RetireForm(request.POST or None, initial={"start": viewer.on})
    if form.is_valid():
        with refusals_in(form):
            actions.retire(by=request.user, employee=employee, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Pensiun tercatat dan akunnya ditutup."))
            return see_other(f"/people/{id}/")
    return page(request, "people/retire.html", form, employee)


@require_http_methods(["GET", "POST"])
@signed_in
def delegate(request: Request, id: int) -> HttpResponse:
    """Somebody acts as superior for this person for a while; also given by the person."""
    viewer, employee = listed(request, id)
    own = viewer.employee is not None and viewer.employee.pk == employee.pk and viewer.has_team
    if not own and not can_change_employee(viewer, employee):
        raise Http404
    form = DelegateForm(
        request.POST or None,
        people=Employee.objects.filter(institution=viewer.institution),
        initial={"start": viewer.on},
    )
    if form.is_valid():
        with refusals_in(form, WrongState):
            actions.delegate(by=request.user, of=employee, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Pelimpahan tercatat."))
            return see_other(f"/people/{id}/delegate/")
    given = delegations_of(employee).order_by("-start", "-id")[:20]
    return page(request, "people/delegate.html", form, employee, delegations=given)
