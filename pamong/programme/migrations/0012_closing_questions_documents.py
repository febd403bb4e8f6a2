from django.db import migrations, models


class Migration(migrations.Migration):
    """A programme's own questions at the end with their answers, and what its two read along."""

    dependencies = [("programme", "0011_open_words_go")]

    operations = [
        migrations.AddField("template", "closing_questions", models.JSONField(default=list)),
        migrations.AddField("template", "documents", models.JSONField(default=list)),
        migrations.AddField("closing", "answers", models.JSONField(default=list)),
    ]
