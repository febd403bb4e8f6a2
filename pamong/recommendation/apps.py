from django.apps import AppConfig


class RecommendationConfig(AppConfig):
    name = "pamong.recommendation"
    default_auto_field = "django.db.models.BigAutoField"
