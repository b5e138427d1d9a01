from . import calendar, facilitators, guide, paper, plan, sequence, sessions

urlpatterns = [
    *sessions.urlpatterns,
    *calendar.urlpatterns,
    *paper.urlpatterns,
    *sequence.urlpatterns,
    *plan.urlpatterns,
    *facilitators.urlpatterns,
    *guide.urlpatterns,
]
