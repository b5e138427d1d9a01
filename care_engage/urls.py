"""Every address. `tests/front_doors.txt` says who may open which."""

from django.contrib import admin
from django.urls import include, path

from care_engage.kit import converters  # noqa: F401  registers <id:pk>

urlpatterns = [
    path("", include("care_engage.accounts.urls")),
    path("", include("care_engage.dashboard.urls")),
    path("", include("care_engage.exchange.urls")),
    path("", include("care_engage.office.urls")),
    path("", include("care_engage.retention.urls")),
    path("", include("programs.urls")),
    path("", include("groups.urls")),
    path("", include("referrals.urls")),
    path("django-admin/", admin.site.urls),
]
