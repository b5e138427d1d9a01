"""Whoever a protected group does not name finds no trace of it, byte by byte (D7)."""

import datetime as dt
import io
import re
import zipfile
from http.cookies import SimpleCookie

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from care_engage.accounts.models import CountryOffice
from care_engage.trail.models import Entry
from groups.models import Group, Named
from programs.auditing import reaudit
from programs.deciding import values
from programs.models import Flag, Intervention, Session
from tests.factories import (
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    ProgramFactory,
    SessionFactory,
    SyncLinkFactory,
    UserFactory,
    flag,
    held,
    person,
    protected,
)
from tests.test_front_doors import addresses
from tests.world import CAST, TODAY, World

pytestmark = pytest.mark.django_db
PASSING = re.compile(
    rb'name="(csrfmiddlewaretoken|note)" value="[^"]*"|"token": "[^"]*"|>[2-9A-Z]{4}-[2-9A-Z]{4}<'
    rb"|/way-in/[\w-]+/|[0-9a-f]{32,}|nonce-[\w+/=-]+|\d\d:\d\d(:\d\d)?"
)
"""What differs between two answers to one question: tokens, invitations, a request's number, the hour."""
LEFT_OUT = ("log_out", "choose_password", "mfa_activate_totp", "account_reauthenticate")
"""Posting there ends the session, or answers with a secret made on the spot."""
SEARCHES = ("?q=River", "?q=R1", "?space=LGBTQ", "?of=office&q=River")


@pytest.fixture
def world():
    return World()


def hide_one(world):
    """A protected group with work, sessions planned and held, at a code that is in use elsewhere too."""
    group = protected(
        world.office, world.people["facilitator"], name="Very hidden", code="HIDDEN", enrolled=40
    )
    work = InterventionFactory(
        program=world.program,
        code=world.intervention.code,
        title="Very hidden work",
        space="LGBTQ",
        groups=[group],
        starts_on=world.intervention.starts_on,
        ends_on=None,
    )
    for key in ("facilitator", "partner", "other_partner"):
        work.facilitators.add(world.people[key].facilitating.get())
    SessionFactory(intervention=work, number=1, planned_on=TODAY, topics=["T24"])
    held(work, TODAY, number=2, another_or_unstated=12)
    return group


def asked(world):
    """`(question, method, address, data)`: every address, as a page and as an empty form, and searches."""
    for name, path in addresses(world).items():
        if name != "mfa_activate_totp":
            yield f"get {name}", "get", path, {}
        if name not in LEFT_OUT:
            yield f"post {name}", "post", path, {}
    for name in ("groups", "programs", "board", "my_sessions"):
        for search in SEARCHES:
            yield f"get {name}{search}", "get", reverse(name) + search, {}
    taken = {"name": "x", "kind": "VSLA", "space": "MEN", "origin": "NEW", "enrolled": 0}
    taken |= {"code": "HIDDEN", "place": world.country.pk}
    yield "a code that is taken", "post", reverse("group_new"), taken


def received(client, world):
    """What this person receives: status, where it leads, and the body; what was written is taken back."""
    found, cookies = {}, client.cookies.output()
    for question, method, path, data in asked(world):
        client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
        with transaction.atomic():
            response = getattr(client, method)(path, data)
            transaction.set_rollback(True)
        body = unpacked(b"".join(response) if response.streaming else response.content)
        where = PASSING.sub(b"", re.sub(r"\d+/$", "", response.headers.get("Location", "")).encode())
        found[question] = (response.status_code, where, PASSING.sub(b"", body))
    return found


def unpacked(body):
    """What is in an archive, which is stamped with the hour of its making."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"\n".join(archive.read(name) for name in sorted(archive.namelist()))


def first_difference(before, after):
    if before[:2] != after[:2]:
        return before[:2], after[:2]
    lines = zip(before[2].splitlines(), after[2].splitlines(), strict=False)
    return next(((one, two) for one, two in lines if one != two), "one ends before the other")


@pytest.mark.parametrize("who", [name for name in CAST if name != "facilitator"])
def test_a_stranger_to_it_receives_the_same_bytes(client, world, who):
    client.force_login(world.people[who])
    before = received(client, world)
    group = hide_one(world)
    after = received(client, world)
    assert len(before) > 200
    assert {q: first_difference(before[q], after[q]) for q in before if before[q] != after[q]} == {}
    hidden = (b"Very hidden", str(group.uuid).encode(), f"/groups/{group.pk}/".encode())
    assert [q for q, (_status, _where, body) in after.items() if any(word in body for word in hidden)] == []


def test_who_is_named_does_receive_it(client, world):
    """The comparison can fail."""
    client.force_login(world.people["facilitator"])
    before = received(client, world)
    group = hide_one(world)
    after = received(client, world)
    differing = {question for question in before if before[question] != after[question]}
    assert {"get groups", "get program_plan", "get my_sessions"} <= differing
    assert client.get(reverse("group", args=[group.pk])).status_code == 200


def become_protected(world):
    """Work with flags whose group asks to be protected: the flags are resolved, and kept (D7).

    Some are of the work and some of its group; and what protects work at a code that is in use leaves alone
    the flags of whoever bears that code in the open.
    """
    group = GroupFactory(office=world.office, code="TURNED", name="Turned")
    work = InterventionFactory(
        program=world.program,
        code="T1",
        groups=[group],
        starts_on=TODAY - dt.timedelta(days=60),
        ends_on=None,
    )
    reaudit([world.program.pk])
    flag(world.program, group.code, TODAY, rule="R11", reason="NOT_READY")
    found = Flag.objects.filter(subject__in=[work.code, group.code])
    assert {one.subject for one in found} == {work.code, group.code}
    decide = {"by": world.people["manager"], "what": "ASSIGNED", "happened_on": TODAY}
    for one in found:
        one.events.create(**decide, before=values(one))
    group.space, group.kind, group.place, group.min_age = "LGBTQ", "LGBTQ_GROUP", None, None
    group.head_count_only = True
    group.save()  # encrypts its code
    type(work).objects.filter(pk=work.pk).update(space="LGBTQ", place=None)
    Named.objects.create(group=group, user=world.people["facilitator"])
    reaudit([world.program.pk])
    assert {one.status for one in found.all()} == {"RESOLVED"}
    return work, list(found.values_list("pk", flat=True))


FLAG_PAGES = ("flag", "flag_acknowledge", "flag_assign", "flag_dismiss")


@pytest.mark.parametrize("who", [name for name in CAST if name != "facilitator"])
def test_flags_from_before_it_was_protected_are_gone_byte_by_byte(client, world, who):
    work, flags = become_protected(world)
    client.force_login(world.people[who])
    with_flags = received(client, world)
    doors = [client.get(reverse(name, args=[pk])).status_code for pk in flags for name in FLAG_PAGES]
    assert set(doors) <= {403, 404}
    type(work).with_deleted.filter(pk=work.pk).update(deleted_at=timezone.now())  # removed, it stays secret
    removed = [client.get(reverse("flag", args=[pk])).status_code for pk in flags]
    assert set(removed) <= {403, 404}
    type(work).with_deleted.filter(pk=work.pk).update(deleted_at=None)
    Flag.objects.filter(pk__in=flags).delete()
    without = received(client, world)
    differing = {q for q in with_flags if with_flags[q] != without[q]}
    assert {q: first_difference(with_flags[q], without[q]) for q in differing} == {}


def test_who_is_named_still_reads_the_flags_from_before(client, world):
    _work, flags = become_protected(world)
    client.force_login(world.people["facilitator"])
    assert {client.get(reverse("flag", args=[pk])).status_code for pk in flags} == {200}
    assert "T1" in client.get(reverse("program_flags", args=[world.program.pk])).text


def test_the_commands_say_the_same(world, capsys, settings, tmp_path):
    def said():
        call_command("audit", "--json")
        call_command("audit", "--program", world.program.code, "--store")
        return capsys.readouterr().out

    before = said()
    hide_one(world)
    assert said() == before


@pytest.mark.parametrize("as_json", [True, False])
def test_a_past_day_on_which_it_was_open_is_told_without_it_byte_by_byte(monkeypatch, capsys, as_json):
    """Flags of the work itself, and of others' in whose sentences it is named."""
    now = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    plan = {"starts_on": dt.date(2026, 3, 1), "ends_on": None}
    program = ProgramFactory(code="KIR")
    men, elsewhere = (
        InterventionFactory(program=one, code="M1", title="Man box dialogues", **plan)
        for one in (program, ProgramFactory(code="MUS", office=program.office))
    )
    held(men, dt.date(2026, 3, 2), topics=["T24"])
    asked = ["--on", "2026-06-01", *(["--json"] if as_json else [])]

    def said():
        call_command("audit", *asked)
        return capsys.readouterr().out

    without = said()
    group = GroupFactory(office=program.office, code="TURNED", min_age=15)
    river, harbor = (
        InterventionFactory(
            program=program, code=f"T-{space}", title=title, space=space, groups=[group], **plan
        )
        for title, space in (("River talks", "WOMEN"), ("Harbor talks", "MEN"))
    )
    for other in (men, elsewhere):
        SyncLinkFactory(from_intervention=other, to_intervention=river)
    held(harbor, dt.date(2026, 3, 2), topics=["T24"])
    open_then = said()
    assert not [word for word in ("TURNED", "T-MEN", "Harbor", "River") if word not in open_then]

    now = dt.datetime(2026, 7, 2, 12, tzinfo=dt.UTC)
    assert said() == open_then
    closed = {"space": "LGBTQ", "place": None}
    known_of_group = {"kind": "LGBTQ_GROUP", "head_count_only": True, "min_age": None}
    for one, fields in ((group, closed | known_of_group), (river, closed), (harbor, closed)):
        for name, value in fields.items():
            setattr(one, name, value)
        one.save()
    assert said() == without
    for one in (river, harbor, group):
        one.remove()
    assert said() == without


@pytest.mark.parametrize("kind", ["MEL", "GBV_FOCAL_POINT", "OFFICE_ADMIN", "GLOBAL_VIEWER"])
def test_a_naming_counts_only_with_a_role_that_may_know(world, kind):
    user = person(kind, world.office)
    Named.objects.create(group=world.protected, user=user)
    assert not Group.objects.visible_to(user).filter(pk=world.protected.pk).exists()


def test_a_superuser_is_not_named_by_being_one(world):
    root = UserFactory(is_superuser=True)
    Named.objects.create(group=world.protected, user=root)
    assert not Group.objects.visible_to(root).filter(pk=world.protected.pk).exists()


def test_a_safeguarding_focal_point_who_is_named_reads_and_does_not_write(client, world):
    user = world.people["safeguarding"]
    Named.objects.create(group=world.protected, user=user)
    client.force_login(user)
    address = reverse("group", args=[world.protected.pk])
    assert client.get(address).status_code == 200
    assert world.protected.name in client.get(reverse("groups")).text
    for name in ("group_edit", "group_named", "group_erase"):
        assert client.get(reverse(name, args=[world.protected.pk])).status_code == 404


def test_whoever_starts_it_is_named_and_only_an_alias_and_a_head_count_are_kept(client, world):
    client.force_login(world.people["manager"])
    data = {"name": "River two", "code": "R2", "kind": "VSLA", "space": "LGBTQ", "origin": "NEW"}
    data |= {"place": world.country.pk, "min_age": 20, "enrolled": 8, "draws_from": [world.group.pk]}
    response = client.post(reverse("group_new"), data)
    assert response.status_code == 302, response.context["form"].errors
    group = Group.objects.exclude(pk=world.protected.pk).get(space="LGBTQ")
    assert (group.place, group.min_age, group.head_count_only) == (None, None, True)
    assert group.kind == "LGBTQ_GROUP"
    assert not group.draws_from.exists()
    assert [named.user for named in group.named.all()] == [world.people["manager"]]
    assert Entry.objects.filter(act="NAMED", actor=world.people["manager"].pk).exists()
    page = client.get(reverse("group", args=[group.pk])).text
    assert "fewer than 10" in page
    assert "The country only" in page


def test_namings_are_made_and_taken_back_and_the_last_one_stays(client, world):
    manager, mel = world.people["manager"], world.people["mel"]
    group = protected(world.office, manager, code="R9")
    client.force_login(manager)
    address = reverse("group_named", args=[group.pk])
    assert client.post(address, {"user": mel.pk}).status_code == 200  # whose role may not know
    partner = world.people["partner"]
    assert client.post(address, {"user": partner.pk}).status_code == 302
    assert Group.objects.visible_to(partner).filter(pk=group.pk).exists()
    client.post(reverse("named_remove", args=[group.named.get(user=partner).pk]))
    assert not Group.objects.visible_to(partner).filter(pk=group.pk).exists()
    client.post(reverse("named_remove", args=[group.named.get(user=manager).pk]))
    assert Group.objects.visible_to(manager).filter(pk=group.pk).exists()
    assert list(
        Entry.objects.filter(act__in=["NAMED", "UNNAMED"]).order_by("number").values_list("act", flat=True)
    ) == ["NAMED", "UNNAMED"]


def test_every_look_is_written_down(client, world):
    client.force_login(world.people["facilitator"])
    before = Entry.objects.count()
    client.get(reverse("group", args=[world.protected.pk]))
    entry = Entry.objects.order_by("-number").first()
    assert Entry.objects.count() == before + 1
    assert (entry.act, entry.actor, entry.subject) == (
        "READ",
        world.people["facilitator"].pk,
        str(world.protected.uuid),
    )


def test_where_it_is_not_safe_nothing_can_be_chosen_or_stored(client):
    office = OfficeFactory(protected_spaces=False)
    manager = person("MANAGER", office)
    client.force_login(manager)
    assert "LGBTQ" not in client.get(reverse("group_new")).text
    data = {"name": "x", "code": "x", "kind": "VSLA", "space": "LGBTQ", "origin": "NEW", "enrolled": 3}
    assert "Select a valid choice." in client.post(reverse("group_new"), data).text
    with pytest.raises(ValidationError, match="Choose one of the spaces"):
        protected(office)
    with pytest.raises(ValidationError, match="Choose one of the spaces"):
        InterventionFactory(program__office=office, space="LGBTQ")
    assert not Group.with_deleted.filter(space="LGBTQ").exists()
    assert not Group.history.filter(space="LGBTQ").exists()


def traces():
    """Rows of every table that a protected group may leave, the history's too."""
    return [
        (model.__name__, manager.filter(**condition).count())
        for model, condition in ((Group, {"space": "LGBTQ"}), (Intervention, {"space": "LGBTQ"}))
        for manager in (model.with_deleted, model.history)
    ]


def test_it_is_erased_for_good_when_it_asks(client, world):
    Named.objects.filter(group=world.protected).delete()
    world.protected.delete()
    Group.history.filter(space="LGBTQ").delete()
    group = hide_one(world)
    sessions, history = Session.objects.count(), Session.history.count()
    client.force_login(world.people["facilitator"])
    address = reverse("group_erase", args=[group.pk])
    assert "It cannot be undone." in client.get(address).text
    assert client.post(address).status_code == 302
    assert {count for _name, count in traces()} == {0}
    assert (Session.objects.count(), Session.history.count()) == (sessions - 2, history - 2)
    assert not Named.history.filter(group_id=group.pk).exists()
    assert Group.history.model.facilitators is not None
    assert Entry.objects.filter(act="ERASED", subject=str(group.uuid)).exists()
    assert Intervention.objects.filter(pk=world.intervention.pk).exists()


@pytest.mark.parametrize("there_is_one", [True, False])
def test_turning_them_off_erases_and_does_not_tell_whether_there_was_anything(client, there_is_one):
    office = OfficeFactory()
    client.force_login(person("OFFICE_ADMIN", office))
    if there_is_one:
        protected(office)
    address = reverse("office_settings", args=[office.pk])
    data = {"name": office.name, "time_zone": office.time_zone, "gender_columns": office.gender_columns}
    data |= {"suppression_threshold": 5}
    page = client.post(address, data)
    assert "nothing of them may stay" in page.text
    assert CountryOffice.objects.get().protected_spaces
    response = client.post(address, data | {"erase": "on"}, follow=True)
    assert "Saved." in response.text
    assert not CountryOffice.objects.get().protected_spaces
    assert {count for _name, count in traces()} == {0}
