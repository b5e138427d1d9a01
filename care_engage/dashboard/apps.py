from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "care_engage.dashboard"
