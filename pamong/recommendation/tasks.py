"""Analyses that the worker runs, so that no page waits for them."""

from django_tasks import task

from pamong.recommendation import actions


@task()
def run_analysis(run_id: int) -> None:
    """Run one requested analysis; the run itself tells how it went."""
    actions.carry_out(run_id=run_id)
