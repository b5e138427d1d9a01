from . import calendar, guide, plan, sequence, sessions

urlpatterns = [
    *sessions.urlpatterns,
    *calendar.urlpatterns,
    *sequence.urlpatterns,
    *plan.urlpatterns,
    *guide.urlpatterns,
]
