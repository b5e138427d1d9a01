from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "care_engage.exchange"
