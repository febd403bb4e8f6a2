from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone

DAYS = 7


def give_days(apps, schema_editor):
    """What waits already is waited for a week from today: without a day nobody would be reminded of it."""
    last = timezone.localdate() + timedelta(days=DAYS)
    proposals = apps.get_model("programme", "Proposal").objects
    asked = apps.get_model("programme", "Wish").objects.filter(state="asked")
    open_ones = proposals.filter(state="approved", offered_until__isnull=True)
    open_ones.exclude(pk__in=asked.values("proposal")).update(choose_by=last)
    pairs = apps.get_model("programme", "Engagement").objects.filter(state="matched", letter__isnull=True)
    pairs.exclude(method="konseling").update(letter_due=last)
    letters = apps.get_model("programme", "Letter").objects
    letters.filter(state__in=("draft", "numbered")).update(due=last)


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0018_settled'),
    ]

    operations = [
        migrations.AddField(
            model_name='engagement',
            name='letter_due',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='engagement',
            name='letter_escalated_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='due',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='escalated_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='proposal',
            name='choose_by',
            field=models.DateField(null=True),
        ),
        migrations.RunPython(give_days, migrations.RunPython.noop),
    ]
