"""For whoever looks at the demo: each account has something true waiting for it."""

from datetime import date

from django.db.models import Exists, OuterRef

from pamong.cli.demo.calendar import the
from pamong.cli.demo.tale import HOURS, Tale
from pamong.people.models import Employee
from pamong.policy.words import Method
from pamong.programme.models import Guide, Proposal
from pamong.recommendation.models import Result


def requests_for(tale: Tale, people: dict[str, Employee]) -> None:
    """Each has something true to look at: one's own, the team's, and requests to answer."""
    result = Result.objects.filter(current=True).select_related("employee__superior", "employee__position")
    mine = result.filter(employee=people.get("pegawai")).first()
    if mine is not None:
        tale.own("approved", mine, 1, 6)
    team = result.filter(employee__superior=people.get("atasan"), set_aside="", employee__status="aktif")
    mates = team.exclude(employee__in=tale.taken).exclude(method="konseling").order_by("employee__nip")
    for number, one in enumerate([one for one in mates if tale.stays(one)][:2]):
        tale.taken.add(one.employee_id)
        tale.own("asked_superior", one, number + 1, 4 if number else 1)
    far = result.filter(employee__superior__superior=people.get("pimpinan"), set_aside="")
    far = far.exclude(employee__in=tale.taken).exclude(method="konseling").order_by("employee__nip")
    for one in [one for one in far[:20] if tale.stays(one)][
        :1
    ]:  # the superior is silent, and the next above is told
        tale.taken.add(one.employee_id)
        tale.own("late", one, 4, 9)
    for name, method in (("coach", Method.COACHING), ("mentor", Method.MENTORING)):
        asked_of(tale, people.get(name), method)


def asked_of(tale: Tale, guide: Employee | None, method: Method) -> None:
    """Two requests that this guide has not answered yet."""
    mine = next((g for g in tale.register.guides if guide and g.employee_id == guide.pk), None)
    if guide is None or mine is None:
        return
    at_home = Exists(Employee.objects.filter(pk=OuterRef("employee"), superior=guide))
    rows = Result.objects.filter(current=True, set_aside="", employee__institution=tale.institution)
    rows = rows.filter(employee__status="aktif", employee__superior__isnull=False).exclude(method="konseling")
    near = rows.filter(at_home) if method is Method.COACHING else rows.filter(method="mentoring")
    near = near.exclude(employee__in=tale.taken).select_related("employee__superior", "employee__position")
    for number, one in enumerate([one for one in near.order_by("employee__nip")[:20] if tale.stays(one)][:2]):
        tale.taken.add(one.employee_id)
        request(tale, one, mine, method, number)


def request(tale: Tale, result: Result, guide: Guide, method: Method, number: int) -> None:
    employee, made = result.employee, list[Proposal]()
    superior = employee.superior
    if superior is None:
        return
    by = tale.register.account(superior)

    def bring(day: date) -> None:
        words = {"purpose": tale.purpose(number + 3), "competency": tale.competency(result)}
        tale.approved(made, day, by=by, employee=employee, method=method, hours=HOURS[number], **words)

    tale.agenda.add(3, bring)
    tale.agenda.add(1 + number, lambda day: tale.choose(the(made), day, guide=guide))
