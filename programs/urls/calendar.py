from django.urls import path

from programs.views import calendar

urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/wall/", calendar.calendar_wall, name="calendar_wall"),
    path("calendar/address/", calendar.calendar_address, name="calendar_address"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
]
