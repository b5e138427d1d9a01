from django.urls import path

from . import views

urlpatterns = [path("synchronization/", views.board, name="board")]
