from django.db import migrations, models

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
    """Room for the encrypted reasons and evaluations, beside the open ones; what asks for an open one waits until they are sealed."""

    dependencies = [("programme", "0012_closing_questions_documents")]

    operations = [
        migrations.RemoveConstraint("proposal", "proposal_refusal_has_a_reason"),
        migrations.RemoveConstraint("step", "step_no_has_a_reason"),
        migrations.RemoveConstraint("proof", "proof_return_has_a_reason"),
        *(
            migrations.AddField(model, f"sealed_{column}", models.BinaryField(null=True))
            for model, columns in COLUMNS.items()
            for column in columns
        ),
    ]
