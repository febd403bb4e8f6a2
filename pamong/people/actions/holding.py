"""People held while something is written of them."""

from collections.abc import Iterable

from pamong.people.models import Employee


def hold(people: Iterable[Employee]) -> None:
    """Until the transaction ends: of a person one view, decision, dialogue or level is written after the other.

    Where there is no row yet, none can be held, and two that come at once would both be the first. Always in the
    same order, so that nobody waits in a circle; rows that only point at these people wait for nothing.
    """
    rows = Employee.objects.select_for_update(no_key=True).filter(pk__in=[one.pk for one in people])
    list(rows.order_by("pk").values_list("pk"))
