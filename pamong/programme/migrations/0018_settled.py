from django.db import migrations, models


class Migration(migrations.Migration):
    """Since when it is decided that an engagement goes on although a side moved."""

    dependencies = [("programme", "0017_letterhead_copies")]

    operations = [migrations.AddField("engagement", "settled_on", models.DateField(null=True))]
