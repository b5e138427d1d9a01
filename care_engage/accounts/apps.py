from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "care_engage.accounts"
