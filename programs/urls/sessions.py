from django.urls import path

from programs.views import log_session, sessions

urlpatterns = [
    path("sessions/", sessions.my_sessions, name="my_sessions"),
    path("sessions/<id:pk>/", sessions.session, name="session"),
    path("sessions/<id:pk>/log/", log_session.log_session, name="log_session"),
    path("sessions/<id:pk>/did-not-happen/", sessions.session_not_held, name="session_not_held"),
]
