from django.urls import path

from . import views

urlpatterns = [path("if-someone-tells-you-of-harm/", views.harm, name="harm")]
