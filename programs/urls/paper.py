from django.urls import path

from programs.views import paper, type_up

urlpatterns = [
    path("sessions/<id:pk>/paper/", paper.session_paper, name="session_paper"),
    path("groups/<id:pk>/type-up/", type_up.type_up, name="group_type_up"),
]
