from allauth.account.views import ReauthenticateView as ConfirmPassword
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from django.urls import path

from care_engage.kit.confidential import confidential

from . import entrance, views

urlpatterns = [
    path("", views.home, name="home"),
    path("log-in/", entrance.LogIn.as_view(), name="log_in"),
    path("log-in/code/", second_step.authenticate, name="mfa_authenticate"),
    path("way-in/<str:key>/", entrance.choose_password, name="choose_password"),
    path("log-out/", entrance.LogOut.as_view(), name="log_out"),
    path("account/", views.account, name="account"),
    path("account/devices/", entrance.devices, name="devices"),
    path("account/still-here/", entrance.still_here, name="still_here"),
    path("account/confirm/", ConfirmPassword.as_view(), name="account_reauthenticate"),
    path("account/confirm/code/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("account/second-step/", second_step.index, name="mfa_index"),
    path(
        "account/second-step/set-up/",
        confidential(entrance.SetUpSecondStep.as_view()),
        name="mfa_activate_totp",
    ),
    path("account/second-step/remove/", entrance.RemoveSecondStep.as_view(), name="mfa_deactivate_totp"),
    path(
        "account/second-step/codes/", confidential(codes.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "account/second-step/codes/new/",
        entrance.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path("style/", views.style, name="style"),
    path("log-in/", entrance.LogIn.as_view(), name="account_login"),  # as allauth calls it
]
