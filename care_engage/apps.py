from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CareEngageConfig(AppConfig):
    """The house itself: it holds no model, only the management commands that cross apps."""

    name = "care_engage"
    verbose_name = "care_engage"


class SuperuserAdminConfig(AdminConfig):
    """Django's admin, for superusers alone."""

    default_site = "care_engage.admin_site.SuperuserSite"
