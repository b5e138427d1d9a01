from django.urls import path

from programs.views import flags

urlpatterns = [
    path("programs/<id:pk>/flags/", flags.program_flags, name="program_flags"),
    path("flags/<id:pk>/", flags.flag, name="flag"),
    path("flags/<id:pk>/acknowledge/", flags.flag_acknowledge, name="flag_acknowledge"),
    path("flags/<id:pk>/assign/", flags.flag_assign, name="flag_assign"),
    path("flags/<id:pk>/set-aside/", flags.flag_dismiss, name="flag_dismiss"),
    path("flags/<id:pk>/take-up/", flags.flag_take_up, name="flag_take_up"),
    path("flags/decisions/<id:pk>/undo/", flags.flag_undo, name="flag_undo"),
]
