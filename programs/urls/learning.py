from django.urls import path

from programs.views import learning

urlpatterns = [
    path("learning/", learning.learning, name="learning"),
    path("learning/new/", learning.learning_new, name="learning_new"),
    path("learning/<id:pk>/edit/", learning.learning_edit, name="learning_edit"),
    path("promises/<id:pk>/", learning.promises, name="promises"),
    path("promises/<id:pk>/<slug:promise>/", learning.promise_edit, name="promise_edit"),
]
