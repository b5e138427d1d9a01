"""The entrance in a real browser: codes from an app, recovery codes, waiting, devices, the idle lock."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from care_engage.accounts.entry import Device
from tests.accounts.entering import PASSWORD, code, somebody
from tests.sound import assert_sound, complaint

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def asked_for(settings):
    settings.SECOND_STEP_WAIVED = False


@pytest.fixture(params=[390, 1280])
def size(request, page):
    page.set_viewport_size({"width": request.param, "height": 844})
    return request.param


def say_password(page, email, password=PASSWORD):
    page.goto("/log-in/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def say_code(page, said):
    page.get_by_label("Code").fill(said)
    page.get_by_role("button", name="Go on").click()


def log_out(page):
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_an_administrator_sets_up_the_second_step_and_comes_back_with_it(page, size, asked_for):
    user = somebody("OFFICE_ADMIN")
    say_password(page, user.email)
    expect(page.get_by_role("heading", name="Set up the second step")).to_be_visible()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    assert_sound(page)
    secret = page.get_by_label("Key", exact=True).input_value()
    page.get_by_label("Authenticator code").fill(code(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert_sound(page)
    codes = page.locator("ol code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="I have kept them").click()
    log_out(page)

    say_password(page, user.email)
    expect(page.get_by_role("heading", name="The second step")).to_be_visible()
    assert_sound(page)
    say_code(page, "000000")
    expect(page.get_by_text("This code is not right")).to_be_visible()
    say_code(page, codes[0])
    expect(page.get_by_role("heading", name="CARE Rwanda")).to_be_visible()
    page.goto("/account/second-step/")
    expect(page.get_by_text("9 codes are left")).to_be_visible()
    assert_sound(page)


def test_after_wrong_passwords_the_page_says_how_long_to_wait(page, size):
    user = somebody()
    for _each in range(6):
        say_password(page, user.email, "wrong")
        expect(page.locator(".alert, .invalid-feedback").first).to_be_visible()
    expect(page.get_by_text("Wait 1 minute, then try again")).to_be_visible()
    assert_sound(page)


def test_a_device_left_behind_is_ended_from_another(page, size, browser, live_server):
    user = somebody()
    say_password(page, user.email)
    expect(page.get_by_role("heading", name="My sessions")).to_be_visible()
    other = browser.new_context(base_url=live_server.url)
    left = other.new_page()
    say_password(left, user.email)
    expect(left.get_by_role("heading", name="My sessions")).to_be_visible()
    page.goto("/account/devices/")
    assert_sound(page)
    page.get_by_role("button", name="End all others").click()
    expect(page.get_by_text("1 device was logged out.")).to_be_visible()
    left.reload()
    expect(left.get_by_role("heading", name="Log in")).to_be_visible()
    other.close()


def test_an_idle_page_warns_closes_itself_and_keeps_what_was_typed(page, size, complaints):
    user = somebody("OFFICE_ADMIN")
    say_password(page, user.email)
    expect(page.get_by_role("heading", name="CARE Rwanda")).to_be_visible()
    page.clock.install()
    page.goto(f"/office/{user.roles.get().office_id}/people/new/")
    page.get_by_label("Name").fill("Beata Iradukunda")
    warning = page.get_by_role("button", name="I am still here")
    page.clock.fast_forward("09:01")
    expect(warning).to_be_visible()
    assert_sound(page)
    warning.click()
    expect(page.get_by_label("Name")).to_have_value("Beata Iradukunda")
    page.clock.fast_forward("08:50")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("01:15")
    expect(page.get_by_text("The page has closed itself")).to_be_visible()
    assert_sound(page)
    expect(page.locator("main")).to_be_hidden()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Password").fill("wrong")
    dialog.get_by_role("button", name="Go on").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Go on").click()
    expect(dialog).to_be_hidden()
    assert complaint(page, complaints).endswith("403 (Forbidden)"), (
        "the browser's remark on the wrong password"
    )
    expect(page.get_by_label("Name")).to_have_value("Beata Iradukunda")


def test_without_the_script_the_server_asks_and_saves_what_was_sent(browser, live_server, page, size):
    user = somebody("OFFICE_ADMIN")
    say_password(page, user.email)
    expect(page.get_by_role("heading", name="CARE Rwanda")).to_be_visible()
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"/office/{user.roles.get().office_id}/people/new/")
    plain.get_by_label("E-mail").fill("b.iradukunda@care.example")
    plain.get_by_label("Name").fill("Beata Iradukunda")
    plain.get_by_label("Role").select_option("MEL")
    Device.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=11))
    plain.get_by_role("button", name="Add").click()
    expect(plain.get_by_role("heading", name="Are you still there?")).to_be_visible()
    plain.get_by_label("Password").fill(PASSWORD)
    plain.get_by_role("button", name="Go on").click()
    expect(plain.get_by_text("Beata Iradukunda is on the list now.")).to_be_visible()
    context.close()


def test_the_lock_is_sound(page, size, complaints):
    user = somebody("OFFICE_ADMIN")
    say_password(page, user.email)
    expect(page.get_by_role("heading", name="CARE Rwanda")).to_be_visible()
    Device.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=11))
    page.goto(f"/office/{user.roles.get().office_id}/people/")
    expect(page.get_by_role("heading", name="Are you still there?")).to_be_visible()
    assert_sound(page)
    assert complaint(page, complaints).endswith("403 (Forbidden)"), "the browser's remark on the lock itself"
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="CARE Rwanda")).to_be_visible()
