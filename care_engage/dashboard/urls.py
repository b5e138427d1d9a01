from django.urls import path

from . import digest_views, inbox_views, people_views, review_views, views

urlpatterns = [
    path("letters/stop/<str:token>/", digest_views.letters_stop, name="letters_stop"),
    path("inbox/", inbox_views.inbox, name="inbox"),
    path("synchronization/", views.board, name="board"),
    path("synchronization/measures/", views.measures, name="measures"),
    path("synchronization/measures/<slug:code>/", views.measure, name="measure"),
    path("programs/<id:pk>/review/", review_views.review, name="review"),
    path("synchronization/people/", people_views.people, name="people"),
    path("synchronization/people/export/", people_views.people_export, name="people_export"),
]
