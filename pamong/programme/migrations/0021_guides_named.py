"""Every appointment has the name of its letter, so that the register need not look for it."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def name(apps, schema_editor):
    people = apps.get_model("people", "Employee").objects.filter(pk=OuterRef("employee"))
    guides = apps.get_model("programme", "Guide").objects.filter(employee__isnull=False, name="")
    guides.update(name=Subquery(people.values("name")[:1]))


def unname(apps, schema_editor):
    apps.get_model("programme", "Guide").objects.filter(employee__isnull=False).update(name="")


class Migration(migrations.Migration):
    dependencies = [("programme", "0020_found_in_order")]

    operations = [migrations.RunPython(name, unname)]
