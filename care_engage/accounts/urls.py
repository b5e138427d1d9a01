from django.contrib.auth import views as auth
from django.urls import path

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
    path("log-out/", auth.LogoutView.as_view(http_method_names=["post", "options"]), name="log_out"),
    path("account/", views.account, name="account"),
    path("style/", views.style, name="style"),
]
