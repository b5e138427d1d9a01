"""What to think about before a session is saved. Nothing here forbids it; the page says it as one taps.

Each caution carries the conditions under which it holds, so that the page (`static/js/cautions.js`) and the
server (`to_think_about`) judge alike: spaces, topics, columns that are counted, and a number of people.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.spaces import COUNTS

from .loading import load_block
from .logging import register_of
from .messages import sentence
from .sequencing.audit import RULES_DURING
from .sequencing.course import EXPOSED
from .sequencing.plan import Session as Meeting
from .sequencing.reading import Reading
from .sequencing.rules.topics import hard_topic_too_early, mixed_before_separate
from .sequencing.spaces import FEMALE, MALE, MIXED, YOUTH
from .topic_names import topic_name

TOPIC = "{topic}"
ENOUGH_TO_COMPARE = 3
"""Sessions before one can speak of a usual number."""
FEW = 2 / 3
"""Below this share of the usual number somebody may have been forgotten."""


@dataclass(frozen=True)
class Caution:
    """A sentence, and when it holds: where all conditions that are given are met.

    `words` may contain "{topic}", for which the topics at hand are put. `topics`: one of these is chosen.
    `spaces`: it meets in one of these; `unless`: in none of these. `columns`: somebody is counted in one of
    these. `fewer_than`: so many people are not reached.
    """

    name: str
    words: str
    topics: Collection[str] = ()
    spaces: Collection[str] = ()
    unless: Collection[str] = ()
    columns: Collection[str] = ()
    fewer_than: int = 0

    def holds(self, said):
        people = sum(said.counts.values())
        return (
            (not self.topics or bool(self.about(said)))
            and (not self.spaces or said.space in self.spaces)
            and said.space not in self.unless
            and (not self.columns or any(said.counts.get(column) for column in self.columns))
            and (not self.fewer_than or 0 < people < self.fewer_than)
        )

    def about(self, said):
        return [code for code in said.topics if code in self.topics]

    def sentence(self, said):
        names = ", ".join(f"“{topic_name(code)}”" for code in self.about(said))
        return self.words.replace(TOPIC, names)


@dataclass(frozen=True)
class Said:
    """What a form says so far: topics by code, the space it means, people by count field."""

    topics: Collection[str]
    space: str
    counts: dict


@dataclass(frozen=True)
class Shown:
    """A caution as the page shows it. `mark` says what was seen: the same caution on the same topics."""

    caution: Caution
    holds: bool
    sentence: str
    mark: str


def to_think_about(session, form):
    """Every caution that may come to hold in this session, and whether it does by now. One query."""
    return weighed(session, form, of_topics(session, form.day_shown))


def to_think_about_now(session, form):
    """Those that hold by what the form says. Entry topics need no preparation, and so no query."""
    chosen = set(form["topics"].value() or [])
    easy = all(level == "ENTRY" for code, _label, level in session.all_topics if code in chosen)
    found = weighed(session, form, () if easy else of_topics(session, form.day_shown))
    return [shown for shown in found if shown.holds]


def weighed(session, form, topical):
    said = said_so_far(session, form)
    found = [*topical, *of_spaces(), *of_numbers([people for (people,) in session.lately])]
    return [
        Shown(one, one.holds(said), one.sentence(said), " ".join([one.name, *one.about(said)]))
        for one in found
    ]


def said_so_far(session, form):
    """Read a form that may be faulty or not sent yet: what cannot be read was not said."""
    space = form["space"].value() or session.intervention.space
    counts = {name: whole(form[name].value()) for name in COUNTS.values() if name in form.fields}
    columns = {
        f"{group}:{number}": COUNTS[column]
        for group, number, column, _pair in register_of(session, form.day_shown)
    }
    for mark in set(form["came"].value() or []) & columns.keys():
        counts[columns[mark]] = counts.get(columns[mark], 0) + 1
    return Said(form["topics"].value() or [], space, counts)


def whole(value):
    return int(value) if str(value).isdecimal() and len(str(value)) < 9 else 0


def of_spaces():
    """Somebody is counted in a space that is not theirs (R20). No query."""
    advice = _("Facilitators are not counted. If they took part, save it so: a flag (R20) will tell.")
    breaches = (
        ("men", _("Men or boys are counted in a space for women and girls."), FEMALE, ("men", "boys")),
        ("women", _("Women or girls are counted in a space for men and boys."), MALE, ("women", "girls")),
    )
    return [
        Caution(f"R20 {name}", f"{words} {advice}", spaces=spaces, columns=columns)
        for name, words, spaces, columns in breaches
    ]


def of_numbers(attendances):
    """Fewer people than usual came; `attendances` of the last sessions. No query."""
    if len(attendances) < ENOUGH_TO_COMPARE:
        return []
    usual = round(median(attendances))
    words = ngettext(
        "Fewer than usual: %(count)d person came most times.",
        "Fewer than usual: %(count)d people came most times.",
        usual,
    )
    return [Caution("few", words % {"count": usual}, fewer_than=round(usual * FEW))]


def of_topics(session, day):
    """What the rules would say if a topic were talked about in this session on this day (R5, R8).

    The rules themselves are asked, about the program with this session held. One query.
    """
    return of_topics_in(load_block([session.intervention.program_id]), session, day)


def of_topics_in(block, session, day):
    """The same, where the session's program is read already. No query."""
    for plan in block.plans:
        if plan.key != session.intervention.program_id:
            continue
        today = max(day, block.today(plan))
        limits = block.limits(plan, today)
        if plan.status not in RULES_DURING:
            return []
        return [
            *too_early(Reading(trying(plan, session, day, sensitive(plan)), today, limits), session, day),
            *unprepared(plan, session, day, today, limits),
        ]
    return []


def sensitive(plan):
    return tuple(code for code, topic in plan.topics.items() if topic.level == "SENSITIVE")


def too_early(view, session, day):
    """A group meets its first sensitive topic before two entry points (R8)."""
    groups = {key for one in view.plan.own if one.key == session.intervention_id for key in one.group_keys}
    for finding in hard_topic_too_early(view, view.on, view.limits):
        if finding.subject_key in groups and finding.seen["on"] == day:
            words = sentence(replace(finding, topic=TOPIC))
            yield Caution("R8", words, topics=sensitive(view.plan), unless=EXPOSED)
            return


def unprepared(plan, session, day, today, limits):
    """One side has not had a hard topic among themselves, and now it comes up in a mixed space (R5)."""
    hard = tuple(code for code, topic in plan.topics.items() if topic.separate_first != "NO")
    usual = session.space or session.intervention.space
    space = usual if usual in MIXED else "MIXED_YOUTH" if usual in YOUTH else "MIXED_ADULT"
    view = Reading(trying(plan, session, day, hard, space), today, limits)
    missing = {}
    for finding in mixed_before_separate(view, today, limits):
        if finding.subject_key == session.intervention_id and finding.seen["on"] == day:
            missing.setdefault(finding.reason, []).append(finding)
    for reason, found in missing.items():
        words = sentence(replace(found[0], topic=TOPIC))
        yield Caution(f"R5 {reason}", words, topics=tuple(f.topic for f in found), spaces=MIXED)


def trying(plan, session, day: date, topics, space=""):
    """The plan with this session held on that day with these topics, and no other of them in a mixed space.

    What came up in mixed spaces is no preparation, and would only be found first.
    """
    where = space or session.space or session.intervention.space
    held = Meeting("DELIVERED", session.planned_on, day, where, topics, women=1, number=session.number)
    own = tuple(
        replace(
            one,
            status="ACTIVE" if one.status in ("DRAFT", "PLANNED") else one.status,
            sessions=(
                held,
                *(
                    other
                    for other in one.sessions
                    if other.number != session.number and not (space and other.space in MIXED)
                ),
            ),
        )
        if one.key == session.intervention_id
        else one
        for one in plan.own
    )
    return replace(plan, own=own)
