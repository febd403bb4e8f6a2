from django.db import migrations, models


class Migration(migrations.Migration):
    """The open columns go; going back, they are there again and empty until the words are unsealed."""

    dependencies = [("programme", "0010_seal_words")]

    operations = [
        # With a default, so that the way back has something to put into the rows.
        *(
            migrations.AlterField("agreement", part, models.TextField(default=""))
            for part in ("purpose", "schedule", "confidentiality", "superior_sees", "ending")
        ),
        *(
            migrations.RemoveField("agreement", part)
            for part in ("purpose", "schedule", "confidentiality", "superior_sees", "ending")
        ),
        migrations.AlterField("proposal", "purpose", models.TextField(default="", blank=True)),
        migrations.RemoveField("proposal", "purpose"),
        *(
            migrations.AlterField("session", name, models.CharField(default="", max_length=300, blank=True))
            for name in ("place", "reason")
        ),
        migrations.AlterField("session", "topic", models.CharField(default="", max_length=200, blank=True)),
        *(migrations.RemoveField("session", name) for name in ("place", "topic", "reason")),
        migrations.AlterField("agreement", "body", models.BinaryField()),
    ]
