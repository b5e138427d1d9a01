"""The browser that tests are given: it logs in, loads static files, and no error in its console is lost."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path
from playwright.sync_api import expect

from tests.sound import complaint

pytestmark = [pytest.mark.browser, pytest.mark.urls(__name__)]


PAGE = "<!doctype html><title>{}</title><link rel=icon href=data:,>{}"


@login_not_required
def inline_script(request):
    return HttpResponse(PAGE.format("inline", "<script>document.title = 'ran'</script>"))


@login_not_required
def broken_script(request):
    return HttpResponse(PAGE.format("broken", "<script src=/static/gone.js></script>"))


@login_not_required
def styled(request):
    return HttpResponse(PAGE.format("styled", "<link rel=stylesheet href=/static/css/site.css>"))


def who(request):
    return HttpResponse(PAGE.format("who", f"<p>{request.user.email}</p>"))


urlpatterns = [
    path("inline/", inline_script),
    path("broken/", broken_script),
    path("who/", who, name="guide"),  # a name that the matrix opens to everybody
    path("styled/", styled),
    path("", include("care_engage.urls")),  # the pages of failure name addresses
]


def test_blocked_by_the_content_security_policy(page, complaints):
    page.goto("/inline/")
    expect(page).to_have_title("inline")
    assert "Content Security Policy" in complaint(page, complaints)


def test_failed_load(page, complaints):
    page.goto("/broken/")
    assert "404" in complaint(page, complaints)


def test_uncaught_error(page, complaints):
    page.goto("/styled/")
    page.evaluate("setTimeout(() => { throw new Error('lost') })")
    assert "lost" in complaint(page, complaints)


def test_static_files(page):
    page.goto("/styled/")
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 300


def test_log_in(page, log_in, django_user_model):
    user = django_user_model.objects.create(email="amina@example.org")
    log_in(page, user)
    page.goto("/who/")
    assert page.inner_text("p") == "amina@example.org"
