"""Django's admin behind the site's own log-in, for superusers: it knows no offices and no roles."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404


class SuperuserSite(AdminSite):
    site_header = site_title = "care_engage"

    def has_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def login(self, request, extra_context=None):
        """One log-in for all; whoever is logged in and no superuser finds nothing here."""
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
