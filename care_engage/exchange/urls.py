from django.urls import path

from . import directory_views, views

urlpatterns = [
    path("plan/import/", views.import_plan, name="import_plan"),
    path("plan/import/plan.xlsx", views.import_template, name="import_template"),
    path("referrals/<id:pk>/import/", directory_views.import_services, name="import_services"),
    path(
        "referrals/<id:pk>/import/empty.xlsx",
        directory_views.import_services_empty,
        name="import_services_empty",
    ),
]
