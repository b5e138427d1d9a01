from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import path, reverse_lazy

from . import views
from .forms import LogInForm

urlpatterns = [
    path("", views.home, name="home"),
    path(
        "log-in/",
        auth.LoginView.as_view(
            template_name="accounts/log_in.html", form_class=LogInForm, redirect_authenticated_user=True
        ),
        name="log_in",
    ),
    path(
        "way-in/<uidb64>/<token>/",
        login_not_required(
            auth.PasswordResetConfirmView.as_view(
                template_name="accounts/choose_password.html", success_url=reverse_lazy("log_in")
            )
        ),
        name="choose_password",
    ),
    path("log-out/", auth.LogoutView.as_view(http_method_names=["post", "options"]), name="log_out"),
    path("account/", views.account, name="account"),
    path("style/", views.style, name="style"),
]
