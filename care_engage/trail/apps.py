from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "care_engage.trail"
