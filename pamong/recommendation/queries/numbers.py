"""Numbers of units and institutions; konseling is in none of them but its own."""

from collections import Counter, defaultdict

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pamong.people.models import Employee
from pamong.policy.words import Completeness, Gap, Method
from pamong.recommendation.models import Decision, Result


def counted(people: QuerySet[Employee]) -> dict[int, Counter[str]]:
    """By unit id, its own people only: people, assessed, complete, gap, suggested, decided.

    One query. `suggested` and `decided` leave konseling out.
    """
    rows = Result.objects.filter(current=True, employee__in=people.values("pk"))
    decided = Decision.objects.filter(employee=OuterRef("employee"), current=True).exclude(
        Q(method=Method.COUNSELLING) | Q(result__method=Method.COUNSELLING) | Q(verdict="defer")
    )
    shown = Q(set_aside="") & ~Q(method__in=("", Method.COUNSELLING))
    known = ~Q(generic_gap=Gap.UNKNOWN) | ~Q(technical_gap=Gap.UNKNOWN)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in (
        rows.annotate(is_decided=Exists(decided))
        .values("employee__unit_id")
        .annotate(
            people=Count("pk"),
            assessed=Count("pk", filter=known),
            complete=Count("pk", filter=Q(completeness=Completeness.COMPLETE)),
            gap=Count("pk", filter=Q(gaps__gt=0)),
            suggested=Count("pk", filter=shown),
            decided=Count("pk", filter=Q(is_decided=True)),
        )
        .order_by()
    ):
        unit = row.pop("employee__unit_id")
        if unit is not None:
            found[unit] = Counter(row)
    return found
