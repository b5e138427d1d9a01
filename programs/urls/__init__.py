from . import guide, plan, sequence, sessions

urlpatterns = [*sessions.urlpatterns, *sequence.urlpatterns, *plan.urlpatterns, *guide.urlpatterns]
