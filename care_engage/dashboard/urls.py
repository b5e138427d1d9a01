from django.urls import path

from . import people_views, views

urlpatterns = [
    path("synchronization/", views.board, name="board"),
    path("synchronization/measures/", views.measures, name="measures"),
    path("synchronization/measures/<slug:code>/", views.measure, name="measure"),
    path("synchronization/people/", people_views.people, name="people"),
    path("synchronization/people/export/", people_views.people_export, name="people_export"),
]
