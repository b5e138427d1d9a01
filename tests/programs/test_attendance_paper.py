"""The attendance sheet on paper: numbers, twenty blank lines, in the language of the group."""

import datetime as dt

import pytest
from django.urls import reverse

from tests import factories as make

from .cast import plan

DAY = dt.date(2026, 3, 9)


@pytest.fixture
def here(db, client):
    here = plan()
    make.register(here.men, 25)
    here.session = make.SessionFactory(intervention=here.work, number=7, planned_on=DAY, topics=["T24"])
    client.force_login(here.facilitator)
    return here


def paper(client, session):
    return client.get(reverse("session_paper", args=[session.pk]))


def test_it_has_the_numbers_twenty_blank_lines_the_day_and_the_code(client, here):
    page = paper(client, here.session)
    sheet = page.context["sheet"]
    assert [line[1] for line in sheet.lines] == list(range(1, 26))
    assert page.text.count("data-blank") == 20
    assert sheet.code == "M1-7"
    assert "9 March 2026" in page.text
    printed = page.text.partition('class="sheet"')[2].partition("</main>")[0]
    for secret in ("T24", "violence", "Abagabo", "Man box", here.facilitator.name):
        assert secret not in printed


def test_who_left_or_has_not_joined_is_not_on_it(client, here):
    here.men.members.filter(number=3).update(left_on=DAY - dt.timedelta(days=1))
    here.men.members.filter(number=4).update(joined_on=DAY + dt.timedelta(days=1))
    numbers = [line[1] for line in paper(client, here.session).context["sheet"].lines]
    assert numbers == [1, 2, *range(5, 26)]


@pytest.mark.parametrize(
    ("size", "abreast"), [(1, 2), (34, 2), (35, 3), (61, 3), (62, 4), (88, 4), (89, 5), (115, 5), (400, 5)]
)
def test_more_numbers_stand_in_more_columns(client, here, size, abreast):
    here.men.members.all().delete()
    make.register(here.men, size)
    assert paper(client, here.session).context["sheet"].abreast == abreast


@pytest.mark.parametrize(
    ("group", "office", "reader", "language"),
    [
        ("fr", ["ar"], "es", "fr"),
        ("", ["rw", "ar"], "es", "ar"),
        ("", ["rw"], "es", "es"),
        ("", [], "en", "en"),
    ],
)
def test_its_language_is_the_groups_else_the_offices_else_the_readers(
    client, here, group, office, reader, language
):
    here.men.language, here.office.languages, here.facilitator.language = group, office, reader
    for record in (here.men, here.office, here.facilitator):
        record.save()
    head = paper(client, here.session).text.partition("<head>")[0]
    assert f'<html lang="{language}"' in head
    assert ('dir="rtl"' in head) is (language == "ar")


def test_two_groups_on_one_sheet_are_told_apart_by_code(client, here):
    make.register(here.women, 2, "woman")
    here.work.groups.add(here.women)
    sheet = paper(client, here.session).context["sheet"]
    assert len(sheet.lines) == 27
    assert {line[0] for line in sheet.lines} == {here.men.code, here.women.code}


def test_what_was_held_needs_no_sheet_and_strangers_get_none(client, here):
    assert paper(client, make.held(here.work, DAY, number=8)).status_code == 404
    client.force_login(here.stranger)
    assert paper(client, here.session).status_code == 404
