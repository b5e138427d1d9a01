"""A plan and its manager, for all tests of programs."""

import pytest

from .cast import plan


@pytest.fixture
def here(db, client):
    """The plan of `cast`, its manager being logged in."""
    here = plan()
    client.force_login(here.manager)
    return here
