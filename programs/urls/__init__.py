from . import calendar, facilitators, flags, guide, learning, paper, people, plan, sequence, sessions

urlpatterns = [
    *sessions.urlpatterns,
    *calendar.urlpatterns,
    *paper.urlpatterns,
    *sequence.urlpatterns,
    *flags.urlpatterns,
    *plan.urlpatterns,
    *facilitators.urlpatterns,
    *guide.urlpatterns,
    *learning.urlpatterns,
    *people.urlpatterns,
]
