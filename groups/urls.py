from django.urls import path

from . import naming, outreach, views

urlpatterns = [
    path("groups/", views.groups, name="groups"),
    path("groups/new/", views.group_new, name="group_new"),
    path("groups/<id:pk>/", views.group, name="group"),
    path("groups/<id:pk>/numbers/", views.group_numbers, name="group_numbers"),
    path("groups/<id:pk>/left/", views.group_left, name="group_left"),
    path("groups/<id:pk>/move/", views.group_move, name="group_move"),
    path("groups/<id:pk>/paper/", views.group_paper, name="group_paper"),
    path("groups/<id:pk>/named/", naming.group_named, name="group_named"),
    path("groups/named/<id:pk>/remove/", naming.named_remove, name="named_remove"),
    path("groups/<id:pk>/outreach/new/", outreach.outreach_new, name="outreach_new"),
    path("groups/outreach/<id:pk>/remove/", outreach.outreach_remove, name="outreach_remove"),
    path("groups/numbers/<id:pk>/", views.member, name="member"),
]
