"""A facilitator, her sessions and her phone, for all tests in a browser."""

import pytest

from tests.browser.phones import PHONE, Phone
from tests.conftest import PATIENCE
from tests.factories import (
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    SessionFactory,
    person,
    register,
)
from tests.sound import listen


@pytest.fixture
def facilitator():
    return person("FACILITATOR", OfficeFactory(), name="Aline Mukamana")


@pytest.fixture
def sessions(facilitator):
    """Two sessions of one group, both for today."""
    group = GroupFactory(space="WOMEN", name="Umoja savings circle")
    register(group, 12, "woman")
    intervention = InterventionFactory(
        space="WOMEN", title="Power in my home", groups=[group], facilitators=facilitator.facilitating.all()
    )
    today = group.office.today()
    return [
        SessionFactory(intervention=intervention, planned_on=today, number=number, topics=["T11"])
        for number in (1, 2)
    ]


@pytest.fixture
def phone(browser, live_server, facilitator, tmp_path):
    phone = Phone(browser, live_server.thread.port, tmp_path / "profile")
    phone.log_in(facilitator)
    yield phone
    phone.close()


@pytest.fixture
def opened(browser, live_server, log_in, facilitator, complaints):
    """`opened(**options)`: a tab of the facilitator's, in a browser with these of Playwright's options."""
    contexts = []

    def open_tab(**options):
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        listen(context, complaints)
        tab = context.new_page()
        log_in(tab, facilitator)
        return tab

    yield open_tab
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def thumb(opened):
    """A phone of 360 px that is only touched."""
    return opened(has_touch=True, viewport=PHONE)


@pytest.fixture
def bare(opened):
    """A phone whose browser runs no script."""
    return opened(viewport=PHONE, java_script_enabled=False)
