"""Every route, and what each of the cast finds behind it: `tests/front_doors.txt` is the golden file.

A route that is not in the file fails. After a change that is meant, write it anew with
`FRONT_DOORS=write python -m pytest tests/test_front_doors.py`, and read the difference.
"""

import os
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.world import CAST, World

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).with_name("front_doors.txt")
HEAD = """\
# What GET and an empty POST find behind every route, for each of the cast in tests/world.py: in the order
# {people}.
# 200 open · 302 sent on (to the log-in page: login) · 404 no such thing for this person · 405 not that way
# Written by tests/test_front_doors.py; the Django admin is the superuser's alone.
"""

# What stands for the `pk` of a route: the longest beginning that fits its name.
OBJECTS = {
    "log_session": "session",
    "flag": "flag",
    "flag_undo": "decision",
    "session": "session",
    "sequence": "program",
    "program": "program",
    "intervention": "intervention",
    "intervention_new": "program",
    "sessions": "intervention",
    "link": "link",
    "link_new": "program",
    "partner": "partner_row",
    "partner_new": "program",
    "external": "external",
    "external_new": "program",
    "feedback": "feedback",
    "change_agent": "agent",
    "vetting": "agent",
    "appearance_new": "session",
    "concern": "concern",
    "concern_action_done": "action",
    "stories": "program",
    "story": "story",
    "story_new": "program",
    "consent": "consent",
    "consent_new": "story",
    "outreach_new": "group",
    "outreach_remove": "outreach",
    "feedback_new": "program",
    "group": "group",
    "group_named": "protected",
    "group_erase": "protected",
    "named_remove": "naming",
    "member": "member",
    "facilitator": "post",
    "readiness_new": "post",
    "readiness_remove": "skill",
    "reflection_new": "office",
    "suspension_lift": "suspension",
    "review": "program",
    "what_if": "plan_draft",
    "what_if_new": "program",
    "repair": "intervention",
    "repair_confirm": "link",
    "repair_withdraw": "link",
    "repair_undo": "link",
    "plan_": "intervention",
    "detail_new": "program",
    "detail_edit": "norm",
    "learning": "note",
    "promises": "office",
    "promise_edit": "office",
    "office": "office",
    "office_role": "role",
    "office_place": "country",
    "office_places": "office",
    "office_holiday": "holiday",
    "office_limits_purge": "rule_limits",
    "office_market_day": "market_day",
    "card": "country",
    "import_services": "office",
    "referral_": "office",
    "referral_service": "service",
    "referral_services": "office",
    "referral_service_new": "office",
    "referral_organization": "provider",
    "referral_pathway": "pathway",
    "referral_pathway_new": "office",
    "referral_step": "step",
    "referral_step_new": "pathway",
    "referral_tally": "tally",
    "referral_tally_new": "office",
    "protocol": "protocol",
    "protocol_draft": "office",
    "protocol_discussion_purge": "discussion",
    "protocol_publish": "draft",
}
KINDS = {"readiness": "skill", "detail": "norm"}
"""What stands for the `kind` of a route."""


ENTRANCE = {"log_in", "account_login", "mfa_authenticate", "choose_password"}
OPEN_TO_EVERYBODY = ENTRANCE | {
    "account",
    "account_reauthenticate",
    "calendar_address",
    "devices",
    "log_out",
    "mfa_activate_totp",
    "outbox",
    "view_as_stop",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "protocol_acknowledge",
    "still_here",
    "undo",
}
"""What each person may send for themselves; `undo` takes back only what its signed note lets them."""
PUBLIC = {"calendar_feed", "letters_stop", "manifest", "outbox", "retention", "service_worker"}
"""The feed's address is a secret of its own; the outbox answers 401, which a device understands."""
KEPT_BY_THE_FOCAL_POINT = ("referral_", "protocol_", "import_services")


def routes(resolver=None):
    """`(name, pattern)` of every route outside the Django admin."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                yield from routes(entry)
        elif isinstance(entry, URLPattern):
            yield entry.name, entry.pattern


def address(name, pattern, world):
    """The route's address for the world's own objects."""
    beginning = max((start for start in OBJECTS if name.startswith(start)), key=len, default=None)
    values = {
        "pk": getattr(world, OBJECTS.get(beginning, ""), None),
        "user": world.role.user,
        "intervention": world.intervention,
        "other": world.counterpart,
        "name": "men_stand_alone",
        "topic": "T24",
        "kind": KINDS.get(name.partition("_")[0], "intervention"),
        "promise": "SPONSOR",
        "code": "flags" if name == "measure" else "CONSCIENTIZATION",
        "key": "side-by-side" if name == "program_start" else "nobodys",
        "token": "nobodys",
    }
    wanted = {key: values[key] for key in pattern.converters} if hasattr(pattern, "converters") else {}
    return reverse(name, kwargs={key: getattr(value, "pk", value) for key, value in wanted.items()})


def found(client, method, path):
    """What this person finds; whatever the request wrote is taken back."""
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    if response.status_code == 302 and response.url.startswith(reverse("log_in")):
        return "login"
    return str(response.status_code)


@pytest.fixture
def world():
    return World()


def doors(client, world):
    """`{(route name, method): [what anonymous finds, what each of the cast finds]}`"""
    asked = {(name, way): path for name, path in addresses(world).items() for way in ("get", "post")}
    results = {door: [found(client, door[1], path)] for door, path in asked.items()}
    for key in CAST:
        for door, path in asked.items():
            client.force_login(world.people[key])
            results[door].append(found(client, door[1], path))
    return results


def addresses(world):
    return {name: address(name, pattern, world) for name, pattern in routes()}


def numbered(world):
    """`(route name, address with its ids replaced)` for routes that name an object."""
    for name, path in addresses(world).items():
        parts = path.split("/")
        if any(part.isdigit() for part in parts):
            yield name, lambda far, parts=parts: "/".join(far if part.isdigit() else part for part in parts)


def written(doors):
    lines = [HEAD.format(people=", ".join(["anonymous", *CAST]))]
    width = max(len(name) for name, _way in doors)
    for (name, way), found in sorted(doors.items()):
        lines.append(f"{name:{width}}  {way:4}  {' '.join(f'{each:>5}' for each in found)}\n")
    return "".join(lines)


def read():
    rows = [line.split() for line in GOLDEN.read_text().splitlines() if not line.startswith("#")]
    return {(name, way): dict(zip(("anonymous", *CAST), found, strict=True)) for name, way, *found in rows}


def test_front_doors(client, world):
    text = written(doors(client, world))
    if os.environ.get("FRONT_DOORS") == "write":
        GOLDEN.write_text(text)
    assert text == GOLDEN.read_text(), "a door has changed: see this module's docstring"


def test_every_route_is_closed_to_whoever_is_not_logged_in():
    open_doors = {name for (name, _way), found in read().items() if found["anonymous"] != "login"}
    assert open_doors <= ENTRANCE | PUBLIC


def test_objects_of_an_office_are_not_there_for_another(world):
    rows = read()
    for name, _path in numbered(world):
        for way in ("get", "post"):
            assert rows[name, way]["stranger"] in ("404", "405"), name


def test_who_may_only_read_writes_nothing():
    for (name, way), found in read().items():
        if way == "post" and name not in OPEN_TO_EVERYBODY:
            readers = {"mel", "gbv", "safeguarding", "global"}
            if name.startswith(KEPT_BY_THE_FOCAL_POINT):
                readers.remove("gbv")
            if name.startswith("concern"):
                readers -= {"gbv", "safeguarding"}
            if name.startswith("learning_"):  # whoever learns writes it down
                readers -= {"mel", "gbv"}
            for key in readers:
                assert found[key] in ("403", "404", "405"), f"{key} can post to {name}"


@pytest.mark.parametrize("far", ["9" * 20, "9" * 17, "0"], ids=["20 digits", "17 digits", "zero"])
def test_ids_that_nobody_has_are_not_found(client, world, far):
    client.force_login(world.people["superuser"])
    for name, path in numbered(world):
        assert client.get(path(far)).status_code in (404, 405), name
