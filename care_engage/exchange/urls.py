from django.urls import path

from . import views

urlpatterns = [
    path("plan/import/", views.import_plan, name="import_plan"),
    path("plan/import/plan.xlsx", views.import_template, name="import_template"),
]
