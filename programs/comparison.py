"""An entry from a device and the session as it stands, in the same words side by side."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .forms.logging import COUNT_LABELS
from .log_page import counts_without_number
from .models import BacklashCheck, NotHeldReason, WhoSpoke
from .models.session import CHECKLIST

DASH = "–"


def as_form(session):
    """The session as a device keeps a filled-in form: by field, a text or a list of texts."""
    others = {name: str(count) for name, count in counts_without_number(session).items() if count}
    return others | {
        "held_on": session.held_on.isoformat() if session.held_on else "",
        "topics": list(session.topics),
        "came": [f"{group}:{number}" for group, number in session.present],
        "facilitators": [str(key) for key in session.facilitators],
        "backlash_check": session.backlash_check,
        "checklist": [name for name, done in session.checklist.items() if done],
        "who_spoke": session.who_spoke,
        "minutes": str(session.minutes),
        "space": session.space,
    }


def beside(sent, session):
    """`(label, ours, theirs)` for what an entry and the stored session say; only what either one says."""
    ours = in_words(sent.fields, session)
    theirs = in_words(as_form(session), session) if session.held else {}
    theirs[_("State")] = _state(session)
    ours[_("State")] = _("Held") if sent.kind == "log" else _not_held(sent.fields)
    labels = list(dict.fromkeys([_("State"), *ours, *theirs]))
    return [
        (label, ours.get(label) or DASH, theirs.get(label) or DASH)
        for label in labels
        if ours.get(label) or theirs.get(label)
    ]


def in_words(fields, session):
    """What a filled-in form says, by label. What cannot be read is shown as it came."""
    backlash, spoke = dict(BacklashCheck.choices), dict(WhoSpoke.choices)
    topics = {code: _(label) for code, label, _level in session.all_topics}
    people = {str(key): name for key, name in session.people}
    if "reason" in fields:
        return {}
    numbers = sorted(_number(mark) for mark in _listed(fields, "came"))
    others = {
        str(label): fields.get(name)
        for name, label in COUNT_LABELS.items()
        if fields.get(name) not in (None, "", "0")
    }
    return {
        _("Day held"): _day(fields.get("held_on", "")),
        _("Topic"): "; ".join(topics.get(code, code) for code in _listed(fields, "topics")),
        _("Numbers"): ", ".join(map(str, numbers)),
        _("Others in the room"): ", ".join(f"{label} {count}" for label, count in others.items()),
        _("Who facilitated"): ", ".join(people.get(key, key) for key in _listed(fields, "facilitators")),
        _("Minutes"): fields.get("minutes", ""),
        _("Before and during the session"): "; ".join(
            str(CHECKLIST.get(name, name)) for name in _listed(fields, "checklist")
        ),
        _("Who spoke"): str(spoke.get(fields.get("who_spoke"), "")),
        _("Any backlash heard about?"): str(backlash.get(fields.get("backlash_check"), "")),
    }


def _listed(fields, name):
    value = fields.get(name) or []
    return value if isinstance(value, list) else [value]


def _number(mark):
    digits = mark.rpartition(":")[2]
    return int(digits) if digits.isdecimal() and len(digits) < 9 else 0


def _day(text):
    try:
        return date_format(date.fromisoformat(text), _("j F Y"))
    except ValueError:
        return text


def _state(session):
    words = session.get_status_display()
    if session.not_held_reason:
        words = f"{words}: {session.get_not_held_reason_display()}"
    return words if session.held else f"{words}, {date_format(session.planned_on, _('j F Y'))}"


def _not_held(fields):
    reason = dict(NotHeldReason.choices).get(fields.get("reason"), "")
    day = fields.get("day", "")
    return ", ".join(str(part) for part in (_("Did not happen"), reason, _day(day) if day else "") if part)
