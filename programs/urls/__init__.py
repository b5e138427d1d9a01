from . import calendar, guide, paper, plan, sequence, sessions

urlpatterns = [
    *sessions.urlpatterns,
    *calendar.urlpatterns,
    *paper.urlpatterns,
    *sequence.urlpatterns,
    *plan.urlpatterns,
    *guide.urlpatterns,
]
