from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "care_engage.kit"
