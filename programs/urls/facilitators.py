from django.urls import path

from programs.views import facilitators as views

urlpatterns = [
    path("groups/facilitators/", views.facilitators, name="facilitators"),
    path("groups/facilitators/<id:pk>/", views.facilitator, name="facilitator"),
    path("groups/facilitators/<id:pk>/<slug:kind>/new/", views.readiness_new, name="readiness_new"),
    path("groups/facilitators/<slug:kind>/<id:pk>/remove/", views.readiness_remove, name="readiness_remove"),
    path("groups/facilitators/suspensions/<id:pk>/lift/", views.suspension_lift, name="suspension_lift"),
    path("groups/reflections/<id:pk>/new/", views.reflection_new, name="reflection_new"),
    path("plan/<id:pk>/safety/", views.program_safety, name="program_safety"),
]
