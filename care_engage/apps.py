from django.apps import AppConfig


class CareEngageConfig(AppConfig):
    """The house itself: it holds no model, only the management commands that cross apps."""

    name = "care_engage"
    verbose_name = "care_engage"
