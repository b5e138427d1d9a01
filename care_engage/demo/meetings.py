"""The sessions of the demo: who came to which."""

import datetime as dt

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from programs.models import ExternalActivity, Session

LIVELY = 0.82
"""Share of a group that comes on an ordinary day."""


def has_met(activity):
    if isinstance(activity, ExternalActivity):
        return bool(activity.held_on)
    return activity.sessions.filter(status="DELIVERED").exists()


def write_sessions(world, work, intervention, group, team):
    members = list(group.members.order_by("number")) if group and not group.head_count_only else []
    weeks = range(work.start, work.end + 1, work.every)
    past = [n for n, week in enumerate(weeks, 1) if world.day(week, work.day) < world.today]
    unlogged = set(past[len(past) - work.unlogged :])
    sessions = []
    for number, week in enumerate(weeks, 1):
        day = world.day(week, work.day)
        session = Session(
            intervention=intervention,
            number=number,
            planned_on=day,
            topics=list(topics_of(work.topics, number)),
            facilitators=[who.pk for who in team],
            minutes=work.minutes,
        )
        if number in work.missed:
            session.status, session.not_held_reason = "CANCELLED", "WEATHER_ROAD"
        elif day < world.today and number not in unlogged:
            hold(world, session, work, members, day, number)
        sessions.append(session)
    bulk_create_with_history(sessions, Session, batch_size=500)
    return len(sessions)


def hold(world, session, work, members, day, number):
    session.status, session.held_on = "DELIVERED", day
    session.logged_at = timezone.make_aware(dt.datetime.combine(day, dt.time(16, 30)))
    if work.came:
        session.others = dict(work.came[min(number, len(work.came)) - 1])
    elif members:
        session.register = [[m.group_id, m.number, m.column, m.pair_no] for m in members]
        session.present = [[m.group_id, m.number] for m in members if comes(world, m)]
    else:
        session.others = {"women": 12, "men": 12}
    session.backlash_check = world.chance.choice(["NONE", "NONE", "NONE", "NOT_ASKED", "YES_LOGGED"])
    session.checklist = dict.fromkeys(
        ["safe_space_set", "ground_rules_read", "active_listening_agreed"], True
    )
    session.count_people()


def comes(world, member):
    """The first two always come, so that no session is empty; pairs come together."""
    if member.number <= 2:
        return True
    if member.pair_no and member.number % 2 == 0:
        return world.chance.random() < 0.97
    return world.chance.random() < LIVELY


def topics_of(sequence, number):
    """The topics of session `number`; a series longer than its curriculum goes round its last four."""
    if number <= len(sequence):
        return sequence[number - 1]
    tail = sequence[-4:]
    return tail[(number - len(sequence) - 1) % len(tail)]
