"""The superior says first, the planner decides, and a decision may be reopened."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import Viewer, viewer
from pamong.people.actions import hold
from pamong.people.models import Account, Employee
from pamong.policy.errors import Invalid, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import EmployeeStatus, EnrichmentForm, Method
from pamong.recommendation import access
from pamong.recommendation.models import Decision, DialogueRequest, Result, SuperiorView, Verdict, View

C = TypeVar("C", View, Verdict)
DIALOGUE_DAYS = 14
REASON = Sentence("Alasan harus diisi.", "A reason is needed.")
NO_RESULT = Sentence(
    "Belum ada saran untuk pegawai ini; jalankan analisis dahulu.",
    "There is no suggestion for this person yet; run the analysis first.",
)
DECIDED = Sentence(
    "Pegawai ini sudah diputuskan. Buka kembali keputusannya bila hendak mengubahnya.",
    "This person is already decided. Reopen the decision to change it.",
)
OTHER_METHOD = Sentence(
    "Pilih metode lain yang berbeda dari saran. Konseling hanya melalui daftarnya sendiri.",
    "Choose a method other than the suggestion. Counselling only goes through its own list.",
)
ENRICHMENT = Sentence(
    "Pengayaan diterima dengan bentuknya dan kebutuhan unit.",
    "Enrichment is accepted with its form and the unit's need.",
)


def _current(employee: Employee) -> Result:
    result = Result.objects.filter(employee=employee, current=True).first()
    if result is None:
        raise WrongState(NO_RESULT)
    result.employee = employee
    return result


def _refuse_decided(employee: Employee) -> None:
    if Decision.objects.filter(employee=employee, current=True).exists():
        raise WrongState(DECIDED)


@transaction.atomic
def say_view(
    *, by: Account, employee: Employee, view: View | str, on: date, method: str = "", reason: str = ""
) -> SuperiorView:
    """The direct superior agrees, names another method or says not now; a newer view replaces it."""
    access.check_can_say_view(viewer(by, on), employee)
    view = _choice(View, view)
    hold([employee])
    result = _current(employee)
    _refuse_decided(employee)
    if not result.method:
        raise WrongState(NO_RESULT)
    if view is View.OTHER:
        _check_other(method, result)
    if view is not View.AGREE and not reason.strip():
        raise Invalid(REASON)
    earlier = SuperiorView.objects.filter(employee=employee, current=True).select_related("result").first()
    SuperiorView.objects.filter(employee=employee, current=True).update(current=False)
    row = SuperiorView.objects.create(
        employee=employee,
        result=result,
        view=view,
        method=method if view is View.OTHER else "",
        reason=reason.strip(),
        by=by,
    )
    record(
        by=by,
        verb="say_view",
        subject=row,
        employee=employee,
        before=_told(earlier.result, view=earlier.view, method=earlier.method) if earlier else None,
        after=_told(result, view=view, method=row.method),
        reason="" if result.method == Method.COUNSELLING else row.reason,
    )
    return row


def _told(result: Result, **words: object) -> dict[str, object]:
    """What the trail may tell: of a konseling only that something was done."""
    return {} if result.method == Method.COUNSELLING else dict(words)


def _choice(kind: type[C], value: str) -> C:
    try:
        return kind(value)
    except ValueError as error:
        raise Invalid from error


def _check_other(method: str, result: Result) -> None:
    if method not in set(Method) or method in (result.method, Method.COUNSELLING):
        raise Invalid(OTHER_METHOD)


@transaction.atomic
def decide(
    *,
    by: Account,
    employee: Employee,
    verdict: Verdict | str,
    on: date,
    method: str = "",
    form: str = "",
    need: str = "",
    until: date | None = None,
    reason: str = "",
) -> Decision:
    """Accept, choose another method, defer until a day or reject; a reason for all but accept."""
    hold([employee])
    return _decide(viewer(by, on), employee, verdict, method, form, need, until, reason)


def _decide(
    who: Viewer,
    employee: Employee,
    verdict: Verdict | str,
    method: str,
    form: str,
    need: str,
    until: date | None,
    reason: str,
) -> Decision:
    access.check_can_decide(who, employee)
    verdict = _choice(Verdict, verdict)
    result = _current(employee)
    _refuse_decided(employee)
    reason, need = reason.strip(), need.strip()
    if result.set_aside:
        raise WrongState(
            Sentence(
                "Pegawai ini dikesampingkan; sertakan dahulu dengan alasannya.",
                "This person is set aside; take them in first, with the reason.",
            )
        )
    if not result.method and verdict is not Verdict.OTHER:
        raise WrongState(NO_RESULT)
    if verdict is not Verdict.ACCEPT and not reason:
        raise Invalid(REASON)
    if verdict is Verdict.OTHER:
        _check_other(method, result)
    elif verdict is Verdict.ACCEPT:
        method = result.method
    else:
        method = ""
    if (verdict is Verdict.DEFER) != (until is not None) or (until is not None and until <= who.on):
        raise Invalid(
            Sentence(
                "Penundaan memerlukan tanggal setelah hari ini; keputusan lain tidak.",
                "A deferral needs a day after today; other decisions have none.",
            )
        )
    if method == Method.ENRICHMENT:
        if form not in set(EnrichmentForm) or not need:
            raise Invalid(ENRICHMENT)
    else:
        form = need = ""
    decision = Decision.objects.create(
        employee=employee,
        result=result,
        verdict=verdict,
        method=method,
        form=form,
        need=need,
        until=until,
        reason=reason,
        by=who.account,
    )
    record(
        by=who.account,
        verb="decide",
        subject=decision,
        employee=employee,
        before=_told(result, suggestion=result.method, rule=result.rule),
        after=_told(result, verdict=verdict, method=method, form=form, until=until),
        reason="" if result.method == Method.COUNSELLING else reason,
    )
    return decision


@transaction.atomic
def decide_many(
    *, by: Account, employees: Iterable[Employee], rule: str, on: date, form: str = "", need: str = ""
) -> list[Decision]:
    """Accept the suggestion of one rule for many, each with its own record; never konseling."""
    people = list(employees)
    hold(people)
    rows = Result.objects.filter(employee__in=people, current=True)
    current = {row.employee_id: row for row in rows}
    for employee in people:
        result = current.get(employee.pk)
        if result is None or result.rule != rule or result.method == Method.COUNSELLING:
            raise Invalid(
                Sentence(
                    "Terima sekaligus hanya untuk saran dari satu aturan yang sama, dan tidak untuk konseling.",
                    "Accept together only suggestions of one rule, and never counselling.",
                )
            )
    who = viewer(by, on)
    return [_decide(who, person, Verdict.ACCEPT, "", form, need, None, "") for person in people]


@transaction.atomic
def reopen(*, by: Account, decision: Decision, reason: str, on: date) -> Decision:
    """Take a decision back with a reason; it stays in the history."""
    access.check_can_decide(viewer(by, on), decision.employee)
    hold([decision.employee])
    decision.refresh_from_db(fields=["current"])
    if not decision.current:
        raise WrongState
    if not reason.strip():
        raise Invalid(REASON)
    decision.current = False
    decision.reopened_by, decision.reopened_at, decision.reopen_reason = by, timezone.now(), reason.strip()
    decision.save(update_fields=["current", "reopened_by", "reopened_at", "reopen_reason"])
    hidden = Method.COUNSELLING in (decision.method, decision.result.method)
    record(
        by=by,
        verb="reopen",
        subject=decision,
        employee=decision.employee,
        before={} if hidden else {"verdict": decision.verdict, "method": decision.method},
        reason="" if hidden else reason.strip(),
    )
    return decision


@transaction.atomic
def ask_dialogue(*, by: Account, employee: Employee, on: date, due: date | None = None) -> DialogueRequest:
    """Put the dialogue before the superior who owes a cause; asking twice asks once."""
    access.check_can_decide(viewer(by, on), employee)
    if employee.superior is None or employee.superior.status == EmployeeStatus.RETIRED:
        raise WrongState(
            Sentence(
                "Atasan langsung pegawai ini belum tercatat atau sudah pensiun.",
                "This person's direct superior is not recorded or has retired.",
            )
        )
    request, new = DialogueRequest.objects.get_or_create(
        employee=employee,
        done_at=None,
        defaults={"asked_by": by, "due": due or on + timedelta(days=DIALOGUE_DAYS)},
    )
    if new:
        record(by=by, verb="ask_dialogue", subject=request, employee=employee, after={"due": request.due})
    return request
