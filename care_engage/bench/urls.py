from django.http import HttpResponse
from django.urls import include, path

from care_engage.accounts.matrix import DOORS


def empty(request):
    """What every page costs before it shows anything: log-in and role, and nothing else."""
    return HttpResponse(f"{len(request.user.scope.office_list)}")


DOORS["empty"] = DOORS["home"]  # the matrix closes what it does not name
urlpatterns = [path("empty/", empty, name="empty"), path("", include("care_engage.urls"))]
