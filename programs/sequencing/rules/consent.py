"""Nobody's life is shown without their word: R22."""

from collections.abc import Iterator
from datetime import date

from ..finding import Finding, about
from ..limits import Limits
from ..people import Consent, Story, state_on
from ..reading import Reading

GOING_OUT = frozenset({"CONSENT_CHECKED", "SCHEDULED", "PUBLISHED"})


def story_without_consent(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R22. Everybody shown has agreed, for this reach, and still does (S90, S92, S100).

    Asked of a story from the moment its consents count as checked until it is withdrawn: each featured
    person and each household member whose private life is shown. The database lets none be scheduled or
    published without (`programs.consent_triggers`); but consent may end after that. CONSENT: how many are
    missing in the story that lacks most; HARM: nobody has checked that no one is shown as a survivor.
    """
    out = [story for story in view.plan.stories if state_on(story.states, on) in GOING_OUT]
    missing = [(lacking(story, on), story.title) for story in out if lacking(story, on)]
    if missing:
        most, title = max(missing)
        seen = {"n": most, "story": title, "stories": len(missing)}
        yield about(view.plan, "R22", "story_without_consent", "CRITICAL", "CONSENT", seen=seen)
    unchecked = sorted(story.title for story in out if not story.no_harm_shown)
    if unchecked:
        seen = {"story": unchecked[0], "stories": len(unchecked)}
        yield about(view.plan, "R22", "story_without_consent", "CRITICAL", "HARM", seen=seen)


def lacking(story: Story, on: date) -> int:
    """How many of the people shown have no consent that holds."""
    valid = sum(holds(consent, story, on) for consent in story.consents)
    return max(story.people, len(story.consents)) - valid


def holds(consent: Consent, story: Story, on: date) -> bool:
    """Given, for this reach, not withdrawn, and in force until it is shown; a child's with two words."""
    words = [consent.given_on]
    if consent.child:
        words += [consent.guardian_on, consent.assent_on]
    return (
        all(said is not None and said <= on for said in words)
        and (consent.withdrawn_on is None or consent.withdrawn_on > on)
        and (consent.expires_on is None or consent.expires_on >= max(on, story.shown_on or on))
        and consent.reach >= story.reach
    )
