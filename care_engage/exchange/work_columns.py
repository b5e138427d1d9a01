"""The sheets on how work is thought out: theory, norms, trust with partners, what was promised and learned.

They are words about the activity, guarded as on the pages. Work with protected groups is in no workbook, so
no commitment of theirs is either.
"""

import re

from django.utils.translation import gettext_lazy as _

from groups.models import Organization
from programs.models import (
    ActionCommitment,
    Actor,
    Barrier,
    CommitmentKind,
    CommitmentStatus,
    Element,
    Intervention,
    LearningNote,
    NoteKind,
    OrgCommitment,
    PartnerRole,
    PartnerWorry,
    Program,
    Promise,
    SourceKind,
    Standing,
    TargetNorm,
    TrustEvent,
    TrustKind,
    Worry,
)

from .shapes import PROGRAM_CODE, Sheet, longest, may, must, one_of
from .values import Unreadable, claim, code, country, day, prose, text, title, whole

INTERVENTION_CODE = longest(Intervention, "code")
MOST_TARGETS, LONGEST_TARGET = 50, 300
"""As on the page of a program."""


def sentences(cell):
    """A list of sentences, separated by semicolons or on a line each."""
    words = prose(MOST_TARGETS * (LONGEST_TARGET + 1))(cell)
    found = [part.strip() for part in re.split(r"[;\n]", words) if part.strip()]
    if len(found) > MOST_TARGETS or any(len(each) > LONGEST_TARGET for each in found):
        expected = _("At most %(most)s sentences of at most %(longest)s characters each were expected.")
        raise Unreadable(expected % {"most": MOST_TARGETS, "longest": LONGEST_TARGET})
    return found


def words(model, name, what):
    return must(name, prose(longest(model, name)), what)


def words_if_any(model, name, what):
    return may(name, prose(longest(model, name)), what, "")


THEORY = (
    words_if_any(Program, "theory_of_change", _("why the work should bring the change; empty: not told")),
    words_if_any(Program, "strategy", _("how it goes about it; empty: not told")),
    may("change_targets", sentences, _("changes aimed for, separated by semicolons; empty: not told"), ()),
    words_if_any(Program, "learning_system", _("who looks at what was learned, and when; empty: not told")),
)
"""Columns of the sheet of programs."""

PROGRAM = must("program", code(PROGRAM_CODE), _("code of the program"))
OFFICE = must("office", country, _("the office of a program of this workbook, such as RW"))
PARTNER = (
    PROGRAM,
    must("organization", text(longest(Organization, "name")), _("a partner of sheet partners")),
    one_of("role", PartnerRole, _("its role, as in sheet partners"), required=False, blank=""),
)

WORK_SHEETS = (
    Sheet(
        "trust_events",
        _("What a partner was offered and asked for. It never moves the stage of trust by itself."),
        ("program", "organization", "role", "happened_on", "kind", "note"),
        (
            *PARTNER,
            must("happened_on", day, _("a date")),
            one_of("kind", TrustKind, _("whether we offered or asked")),
            words(TrustEvent, "note", _("what it was, such as: We lent them the hall.")),
        ),
    ),
    Sheet(
        "worries",
        _("What partners are mistrustful of, and what we answered."),
        ("program", "organization", "role", "worry", "words"),
        (
            *PARTNER,
            one_of("worry", Worry, _("what it is about; each once for a partner, OTHER as often as needed")),
            words_if_any(PartnerWorry, "words", _("the worry in their words; tells one OTHER from the next")),
            words_if_any(PartnerWorry, "answer", _("what we said or changed, as the partner heard it")),
            may("answered_on", day, _("the day of the answer")),
        ),
    ),
    Sheet(
        "norms",
        _("Social norms that a program wants to shift."),
        ("program", "statement"),
        (
            PROGRAM,
            words(TargetNorm, "statement", _("the norm as people would say it")),
            words_if_any(TargetNorm, "reference_group", _("whose opinion counts, such as: older men")),
        ),
    ),
    Sheet(
        "barriers",
        _("What keeps women from markets or men from care, and who is behind it."),
        ("program", "statement"),
        (
            PROGRAM,
            words(Barrier, "statement", _("what stands in the way")),
            one_of("actor", Actor, _("who is behind it")),
        ),
    ),
    Sheet(
        "commitments",
        _("What women and men planned together in a joint session: the group’s words, never a person’s."),
        ("intervention", "number", "text"),
        (
            must("intervention", code(INTERVENTION_CODE), _("code of its intervention")),
            must("number", whole(1, 9_999), _("number of a session in which women and men are together")),
            one_of("kind", CommitmentKind, _("what it is for")),
            words(ActionCommitment, "text", _("what the group will do")),
            may("due_on", day, _("by when")),
            one_of(
                "status",
                CommitmentStatus,
                _("what became of it; OPEN if empty"),
                required=False,
                blank=CommitmentStatus.OPEN.value,
            ),
        ),
    ),
    Sheet(
        "learning_notes",
        _("Lessons, questions and evidence: about the work, never about a person."),
        ("office", "noted_on", "title"),
        (
            OFFICE,
            must("noted_on", day, _("a date")),
            must("title", title(longest(LearningNote, "title")), _("in one line")),
            words(LearningNote, "text", _("what was learned")),
            one_of("kind", NoteKind, _("LESSON if empty"), required=False, blank=NoteKind.LESSON.value),
            one_of("source_kind", SourceKind, _("where it comes from")),
            one_of("element", Element, _("about which element"), required=False, blank=""),
            may(
                "intervention",
                code(INTERVENTION_CODE),
                _("code of the work in alliances it is evidence for"),
            ),
            may("shared", claim, _("yes: all country offices read it"), False, ("yes", "no")),
        ),
    ),
    Sheet(
        "promises",
        _("How an office stands with what it promised itself: its checklist, one row for each promise."),
        ("office", "promise"),
        (
            OFFICE,
            one_of("promise", Promise, _("which promise; the office’s page of promises has them in words")),
            one_of("standing", Standing, _("whether it is kept")),
            words_if_any(OrgCommitment, "note", _("what it rests on: a post rather than a name")),
            must("looked_at_on", day, _("the day on which it was last looked at")),
        ),
    ),
)
