from django.db import migrations, models


class Migration(migrations.Migration):
    """Room for the encrypted words, beside the open ones."""

    dependencies = [("programme", "0008_required_pairs")]

    operations = [
        migrations.AddField("agreement", "body", models.BinaryField(null=True)),
        migrations.AddField("proposal", "sealed_purpose", models.BinaryField(null=True)),
        migrations.AddField("session", "sealed_place", models.BinaryField(null=True)),
        migrations.AddField("session", "sealed_topic", models.BinaryField(null=True)),
        migrations.AddField("session", "sealed_reason", models.BinaryField(null=True)),
    ]
