"""What was seen of R12 to R15, R22 and R24, in sentences. Change agents stand in them by code."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care_engage.kit.templatetags.kit import day_year as day

from ..concern_words import ConcernKind, Setting
from ..topic_names import topic_name


def listed(words):
    return ", ".join(words)


def staff_reflection_lapsed(finding, seen):
    words = {"n": seen["n"], "who": listed(seen["who"])}
    if seen["since"] is None:
        return (
            ngettext(
                "%(n)s facilitator has never had a space to reflect: %(who)s.",
                "%(n)s facilitators have never had a space to reflect: %(who)s.",
                seen["n"],
            )
            % words
        )
    words["since"] = day(seen["since"])
    return (
        ngettext(
            "%(n)s facilitator has not had a space to reflect since %(since)s: %(who)s.",
            "%(n)s facilitators have not had a space to reflect, the first since %(since)s: %(who)s.",
            seen["n"],
        )
        % words
    )


def influencer_unprepared(finding, seen):
    words = {**seen, "who": listed(seen["who"])}
    if finding.reason == "UNSUPPORTED":
        return _("Nobody has supported these change agents for 90 days: %(who)s.") % words
    if finding.reason == "IN_MEDIA":
        return (
            _("In the story “%(story)s” %(who)s speaks for the program without vetting and training.") % words
        )
    words["day"] = day(seen["on"])
    if seen["planned"]:
        text = _(
            "%(who)s is to speak for the program in “%(title)s” on %(day)s, without vetting and training."
        )
    else:
        text = _("%(who)s spoke for the program in “%(title)s” on %(day)s, without vetting and training.")
    return text % words


def influencers_one_sided(finding, seen):
    return {
        "WOMEN_UNKNOWN": _("We know who influences men here, not who influences women."),
        "MEN_UNKNOWN": _("We know who influences women here, not who influences men."),
        "BOTH_UNKNOWN": _("Nobody is on record who influences women or men here."),
    }[finding.reason]


def backlash_unattended(finding, seen):
    if finding.reason == "NO_CHECK":
        return _("In “%(title)s” nobody asked about backlash in any of the last %(n)s sessions.") % seen
    words = {"n": seen["n"], "days": seen["days"], "kind": ConcernKind(seen["kind"]).label}
    if seen["setting"]:
        words["kind"] = f"{words['kind']}, {str(Setting(seen['setting']).label).lower()}"
    if finding.reason == "NO_ACTION":
        text = ngettext(
            "%(n)s concern waits for an action (%(kind)s), open %(days)s days.",
            "%(n)s concerns wait for an action; the gravest (%(kind)s) is open %(days)s days.",
            seen["n"],
        )
    else:
        text = ngettext(
            "%(n)s grave concern (%(kind)s) is open %(days)s days, and nobody monitors it.",
            "%(n)s grave concerns are not monitored; the gravest (%(kind)s) is open %(days)s days.",
            seen["n"],
        )
    return text % words


def story_without_consent(finding, seen):
    if finding.reason == "HARM":
        return _("Nobody has checked that “%(story)s” shows no one as a survivor of violence.") % seen
    return (
        ngettext(
            "“%(story)s” cannot be shown: %(n)s consent is missing or has ended.",
            "“%(story)s” cannot be shown: %(n)s consents are missing or have ended.",
            seen["n"],
        )
        % seen
    )


def children_unprotected(finding, seen):
    lacking = {
        "TEAM": _("fewer than two adults lead"),
        "SKILL": _("nobody who leads is trained in child safeguarding"),
        "CONSENT": _("guardians' and children's agreement is not on record"),
        "AGES": _("children under 15 are among adults who are not their family"),
        "TOPIC": _("“%(topic)s” does not belong before others"),
    }[finding.reason]
    words = {"title": seen["title"], "day": day(seen["on"])}
    words["lacking"] = lacking % {"topic": topic_name(finding.topic)} if finding.topic else lacking
    return _("Children in “%(title)s” on %(day)s: %(lacking)s.") % words
