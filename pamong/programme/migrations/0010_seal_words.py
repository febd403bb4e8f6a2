import json

from django.db import migrations

from pamong.performance.notes import decrypt, encrypt

COLUMNS = {"Proposal": ("purpose",), "Session": ("place", "topic", "reason")}
PARTS = ("purpose", "schedule", "confidentiality", "superior_sees", "ending")
BATCH = 500


def _all(model):
    """Rows in their order, a batch at a time: an institution has many sessions."""
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
                    text = getattr(row, column)
                    setattr(row, f"sealed_{column}", encrypt(text) if text else None)
                    setattr(row, column, "")
            model.objects.bulk_update(rows, [*columns, *(f"sealed_{column}" for column in columns)])
    agreements = apps.get_model("programme", "Agreement")
    for rows in _all(agreements):
        for row in rows:
            words = {part: getattr(row, part) for part in PARTS}
            row.body = encrypt(json.dumps(words, ensure_ascii=False))
            for part in PARTS:
                setattr(row, part, "")
        agreements.objects.bulk_update(rows, [*PARTS, "body"])


def unseal(apps, schema_editor):
    for name, columns in COLUMNS.items():
        model = apps.get_model("programme", name)
        for rows in _all(model):
            for row in rows:
                for column in columns:
                    setattr(row, column, decrypt(getattr(row, f"sealed_{column}")))
            model.objects.bulk_update(rows, columns)
    agreements = apps.get_model("programme", "Agreement")
    for rows in _all(agreements):
        for row in rows:
            for part, text in json.loads(decrypt(row.body)).items():
                setattr(row, part, text)
        agreements.objects.bulk_update(rows, PARTS)


class Migration(migrations.Migration):
    """What was said in the open goes into the encrypted columns; needs the keys of the notes."""

    dependencies = [("programme", "0009_sealed_columns")]

    operations = [migrations.RunPython(seal, unseal)]
