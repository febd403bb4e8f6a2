"""Large files wait for the worker, so that no page waits for them."""

from django_tasks import task

from pamong.exchange import actions


@task()
def carry_out_import(import_id: int) -> None:
    """Check or import one file; the import itself tells how it went."""
    actions.carry_out(import_id=import_id)
