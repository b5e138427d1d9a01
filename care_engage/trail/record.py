"""Adding to the audit trail: `record(Act.READ, request.user, tally)`."""

from .chain import append
from .models import Act

__all__ = ["Act", "record"]


def record(act, by, subject=None, *, name="", office=None, at=None):
    """Add an entry: this person did this to that object.

    `by` is the user, or None for a command or somebody who is not logged in; while an administrator views
    as somebody else, the entry names both. `subject` is a record, or the name of a kind of thing such as
    "directory", with the `name` of one of them if need be. `office` is an id, worked out from the subject
    if not given. Nothing of the content is kept. Two to four statements.
    """
    viewer = getattr(by, "viewed_by", None)
    kind, name = (subject or "", name) if isinstance(subject, str | None) else named(subject)
    return append(
        act=act,
        at=at,
        actor=viewer.pk if viewer else getattr(by, "pk", None),
        viewing_as=by.pk if viewer else None,
        kind=kind,
        subject=name,
        office=office if office is not None else getattr(subject, "office_id", None),
    )


def named(subject):
    return subject._meta.label, str(getattr(subject, "uuid", subject.pk))
