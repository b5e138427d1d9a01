from django.urls import path

from programs.views import log_session, outbox, sessions, unlogged

urlpatterns = [
    path("sessions/", sessions.my_sessions, name="my_sessions"),
    path("sessions/not-logged/", unlogged.not_logged, name="not_logged"),
    path("sessions/<id:pk>/", sessions.session, name="session"),
    path("sessions/<id:pk>/log/", log_session.log_session, name="log_session"),
    path("sessions/<id:pk>/did-not-happen/", sessions.session_not_held, name="session_not_held"),
    path("sessions/outbox/", outbox.outbox, name="outbox"),
    path("sessions/waiting/", outbox.waiting, name="waiting"),
    path("sessions/offline.json", outbox.offline_copy, name="offline_copy"),
    path("sessions/device-key/", outbox.device_key, name="device_key"),
    path("sw.js", outbox.service_worker, name="service_worker"),
    path("manifest.webmanifest", outbox.manifest, name="manifest"),
]
