"""What was seen of R7, R9, R17, R21, R23 and R25, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from care_engage.kit.templatetags.kit import day_year as day

from ..topic_names import topic_name

GBV_PART_NAMES = {
    "MONITOR": gettext_lazy("monitoring violence and its risks"),
    "PREVENT": gettext_lazy("preventing violence"),
    "MITIGATE": gettext_lazy("mitigating risks"),
    "RESPOND": gettext_lazy("responding when people tell of violence"),
}


def no_road_to_advocacy(finding, seen):
    return _(
        "Women and men have worked together on “%(topic)s” since %(first)s, without a link to community or"
        " national advocacy."
    ) % {"topic": topic_name(seen["topic"]), "first": day(seen["first"])}


def partners_joined_late(finding, seen):
    if seen["first"] is None:
        text = _(
            "The program works in public, and %(days)s days after its start no women's-rights, feminist or"
            " girl-led organization has been contacted."
        )
    else:
        text = _(
            "Women's-rights, feminist or girl-led partners were first contacted %(days)s days after the"
            " program's start, on %(first)s."
        )
    return text % {"days": seen["days"], "first": seen["first"] and day(seen["first"])}


def gbv_plan_incomplete(finding, seen):
    lacks = {
        "MISSING": _("GBV plan: nothing is written on %(part)s."),
        "NO_OWNER": _("GBV plan: nobody is responsible for %(part)s."),
        "NOT_REVIEWED": _("GBV plan: the part on %(part)s has not been reviewed since %(last)s."),
    }[seen["lacks"]]
    return lacks % {"part": GBV_PART_NAMES[finding.reason], "last": seen["last"] and day(seen["last"])}


def inclusion_never_decided(finding, seen):
    if finding.reason == "OUTDATED":
        return _("The decision on safe LGBTQ+ inclusion is of %(last)s; look at it again.") % {
            "last": day(seen["last"])
        }
    return _("No current decision on safe LGBTQ+ inclusion.")


def no_feminist_partner(finding, seen):
    text = _(
        "Work with men has run since %(first)s without a women's-rights, feminist or girl-led partner that"
        " actively holds it to account."
    ) % {"first": day(seen["first"])}
    if seen["last"]:
        text += " " + _("The last contact with one was on %(last)s.") % {"last": day(seen["last"])}
    return text


def women_not_asked(finding, seen):
    if finding.reason == "UNANSWERED":
        return (
            ngettext(
                "%(n)s change that women or girls asked for in “%(title)s” has had no answer for %(days)s"
                " days.",
                "%(n)s changes that women or girls asked for in “%(title)s” have had no answer, the first for"
                " %(days)s days.",
                seen["n"],
            )
            % seen
        )
    if seen["last"]:
        return _("No feedback from women or girls on “%(title)s” since %(last)s.") % {
            "title": seen["title"],
            "last": day(seen["last"]),
        }
    return _("No feedback from women or girls on “%(title)s” yet, and it first met on %(first)s.") % {
        "title": seen["title"],
        "first": day(seen["first"]),
    }
