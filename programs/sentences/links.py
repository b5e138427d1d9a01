"""What was seen of R1, R2, R3 and R19, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care_engage.kit.templatetags.kit import day_year as day


def men_stand_alone(finding, seen):
    boys = seen["space"] == "BOYS"
    if finding.severity == "WARNING":
        alone = (
            _("“%(title)s” is planned for boys only") if boys else _("“%(title)s” is planned for men only")
        )
    else:
        alone = _("“%(title)s” works only with boys") if boys else _("“%(title)s” works only with men")
    reasons = {
        "NO_LINK": _("it is not linked to any women's, girls' or mixed activity"),
        "LINK_NOT_AGREED": _("none of its links is agreed"),
        "NO_RATIONALE": _("no agreed link says why the two belong together"),
        "EXTERNAL_UNCONFIRMED": _("the other organization has not confirmed its activity within a year"),
        "COUNTERPART_NOT_WOMEN_OR_MIXED": _("it is linked, but to no women's, girls' or mixed activity"),
        "COUNTERPART_DRAFT_OR_CANCELLED": _("its linked activity “%(other)s” is a draft or was called off"),
        "GAP_OVER_180": _("its linked activity “%(other)s” is %(gap)s days away"),
    }
    said = _("%(alone)s, and %(reason)s.") % {
        "alone": alone % {"title": seen["title"]},
        "reason": reasons[finding.reason] % {"other": seen.get("other", ""), "gap": seen.get("gap", "")},
    }
    if "through" not in seen:
        return said
    hint = _("Indirect, 2 hops: it reaches “%(far)s” only through “%(through)s”, which does not count.")
    return f"{said} {hint % {'far': seen['far'], 'through': seen['through']}}"


def linked_on_paper(finding, seen):
    times = ngettext("“%(title)s” has met %(n)s time", "“%(title)s” has met %(n)s times", seen["n"]) % {
        "title": seen["title"],
        "n": seen["n"],
    }
    if finding.reason == "NEVER_HELD":
        other = (
            _("its linked activity “%(other)s” has never met") % {"other": seen["other"]}
            if "other" in seen
            else _("none of its joint sessions was held")
        )
    elif "other" in seen:
        other = _("its linked activity “%(other)s” has not met since %(last)s") % {
            "other": seen["other"],
            "last": day(seen["last"]),
        }
    else:
        other = _("it has had no joint session since %(last)s") % {"last": day(seen["last"])}
    return _("%(times)s; %(other)s.") % {"times": times, "other": other}


def long_gap(finding, seen):
    return _("%(gap)s days lie between “%(title)s” and “%(other)s”; people may lose the thread.") % seen


def one_part_of_puzzle(finding, seen):
    return _(
        "“%(title)s” has supported women or girls since %(first)s, while no men, household or person of"
        " influence around them is engaged."
    ) % {"title": seen["title"], "first": day(seen["first"])}
