from django.db import migrations, models
from django.db.models import Q

COLUMNS = {
    "proposal": ("reason",),
    "step": ("reason",),
    "wish": ("reason",),
    "engagement": ("reason", "follow_up"),
    "proof": ("reason",),
    "opening": ("reason",),
    "reassessment": ("reason",),
    "counsellingresult": ("told",),
    "closing": ("helped", "better", "answers"),
    "feedback": ("words",),
}


class Migration(migrations.Migration):
    """The open columns go, and what asks for a reason asks for an encrypted one."""

    dependencies = [("programme", "0014_seal_reasons")]

    operations = [
        # With a default, so that the way back has something to put into the rows.
        migrations.AlterField("opening", "reason", models.TextField(default="")),
        migrations.AlterField("closing", "helped", models.TextField(default="")),
        *(migrations.RemoveField(model, column) for model, columns in COLUMNS.items() for column in columns),
        migrations.AlterField("opening", "sealed_reason", models.BinaryField()),
        migrations.AlterField("closing", "sealed_helped", models.BinaryField()),
        migrations.AddConstraint(
            "proposal",
            models.CheckConstraint(
                condition=~Q(state__in=("rejected", "deferred")) | Q(sealed_reason__isnull=False),
                name="proposal_refusal_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            "step",
            models.CheckConstraint(
                condition=Q(answer__in=("", "approved")) | Q(sealed_reason__isnull=False),
                name="step_no_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            "proof",
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(sealed_reason__isnull=False),
                name="proof_return_has_a_reason",
            ),
        ),
    ]
