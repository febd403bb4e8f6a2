from django.apps import AppConfig


class CompetencyConfig(AppConfig):
    name = "pamong.competency"
    default_auto_field = "django.db.models.BigAutoField"
