"""Matchings that the worker calculates, so that no page waits for them."""

from django_tasks import task

from pamong.programme import actions


@task()
def run_matching(matching_id: int) -> None:
    """Calculate one requested matching; the matching itself tells how it went."""
    actions.carry_out_matching(matching_id=matching_id)
