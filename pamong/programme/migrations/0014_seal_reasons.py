import json

from django.db import migrations

from pamong.performance.notes import decrypt, encrypt

COLUMNS = {
    "Proposal": ("reason",),
    "Step": ("reason",),
    "Wish": ("reason",),
    "Engagement": ("reason", "follow_up"),
    "Proof": ("reason",),
    "Opening": ("reason",),
    "Reassessment": ("reason",),
    "CounsellingResult": ("told",),
    "Closing": ("helped", "better", "answers"),
    "Feedback": ("words",),
}
BATCH = 500


def _all(model):
    """Rows in their order, a batch at a time."""
    last = 0
    while rows := list(model.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield rows
        last = rows[-1].pk


def seal(apps, schema_editor):
    for name, columns in COLUMNS.items():
        model = apps.get_model("programme", name)
        for rows in _all(model):
            for row in rows:
                for column in columns:
                    said = getattr(row, column)
                    text = json.dumps(said, ensure_ascii=False) if column == "answers" and said else said
                    setattr(row, f"sealed_{column}", encrypt(text) if text else None)
                    setattr(row, column, [] if column == "answers" else "")
            model.objects.bulk_update(rows, [*columns, *(f"sealed_{column}" for column in columns)])


def unseal(apps, schema_editor):
    for name, columns in COLUMNS.items():
        model = apps.get_model("programme", name)
        for rows in _all(model):
            for row in rows:
                for column in columns:
                    text = decrypt(getattr(row, f"sealed_{column}"))
                    setattr(row, column, json.loads(text or "[]") if column == "answers" else text)
            model.objects.bulk_update(rows, columns)


class Migration(migrations.Migration):
    """The reasons and evaluations said in the open go into the encrypted columns; needs the keys of the notes."""

    dependencies = [("programme", "0013_sealed_reasons")]

    operations = [migrations.RunPython(seal, unseal)]
