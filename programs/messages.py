"""What the rules say, in words: what was seen, why it matters, what can be done about it.

The rules themselves give figures only (`Finding.seen`); here they become sentences. Sources are the
sentences of the brief (S19 ...).
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care_engage.kit.templatetags.kit import day_year as day

from .alliance_sentences import (
    gbv_plan_incomplete,
    inclusion_never_decided,
    no_road_to_advocacy,
    partners_joined_late,
)
from .people_sentences import SENTENCES as OF_PEOPLE
from .rule_texts import RULE_TEXTS
from .safety_sentences import facilitator_not_ready, pathway_not_ready
from .topic_names import topic_name


def title(finding):
    """The title of its rule, translated: "Men-only work stands alone"."""
    return str(RULE_TEXTS[finding.name].title)


def why(name):
    """Why the rule named so matters, translated, and the sentences of the brief that it rests on."""
    text = RULE_TEXTS[name]
    return str(text.why), text.sources


def remedies(finding):
    """What can be done about it: translated sentences."""
    by_reason = RULE_TEXTS[finding.name].remedies
    return tuple(str(remedy) for remedy in by_reason.get(finding.reason) or by_reason[""])


def sentence(finding):
    """What was seen, with its figures, translated."""
    return SENTENCES[finding.name](finding, finding.seen)


def percent(share):
    return round(share * 100)


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


def leans_to_men(finding, seen):
    return _(
        "%(share)s %% of the dialogue hours of six months were men-only: %(men)s of %(hours)s hours in"
        " %(n)s sessions."
    ) % {
        "share": percent(seen["share"]),
        "men": round(seen["hours_men"]),
        "hours": round(seen["hours"]),
        "n": seen["n"],
    }


def mixed_before_separate(finding, seen):
    words = {"topic": topic_name(finding.topic), "title": seen["title"], "day": day(seen["on"])}
    women = finding.reason == "WOMEN_NOT_YET"
    if seen["planned"]:
        text = (
            _(
                "“%(topic)s” is set for a mixed space in “%(title)s” on %(day)s, but women or girls have"
                " not yet discussed it among themselves, nor is that planned before."
            )
            if women
            else _(
                "“%(topic)s” is set for a mixed space in “%(title)s” on %(day)s, but men or boys have not yet"
                " discussed it among themselves, nor is that planned before."
            )
        )
    else:
        text = (
            _(
                "“%(topic)s” was discussed in a mixed space in “%(title)s” on %(day)s before women or"
                " girls had discussed it among themselves."
            )
            if women
            else _(
                "“%(topic)s” was discussed in a mixed space in “%(title)s” on %(day)s before men or boys had"
                " discussed it among themselves."
            )
        )
    return text % words


def never_brought_together(finding, seen):
    return _(
        "In “%(title)s”, “%(topic)s” was last discussed separately %(days)s days ago, on %(last)s, and no"
        " joint session on it followed or is planned."
    ) % {**seen, "topic": topic_name(finding.topic), "last": day(seen["last"])}


def hard_topic_too_early(finding, seen):
    words = {
        "title": seen["title"],
        "topic": topic_name(finding.topic),
        "day": day(seen["on"]),
        "n": seen["n"],
        "first": day(seen["first"]) if seen["first"] else "",
    }
    if not seen["n"]:
        text = _(
            "Group %(title)s comes to “%(topic)s” on %(day)s without any session on an entry point before."
        )
    else:
        text = ngettext(
            "Group %(title)s comes to “%(topic)s” on %(day)s after only %(n)s session on an entry point,"
            " on %(first)s.",
            "Group %(title)s comes to “%(topic)s” on %(day)s after %(n)s sessions on entry points, the first"
            " only on %(first)s.",
            seen["n"],
        )
    return text % words


def no_feminist_partner(finding, seen):
    text = _(
        "Work with men has run since %(first)s without a women's-rights, feminist or girl-led partner that"
        " actively holds it to account."
    ) % {"first": day(seen["first"])}
    if seen["last"]:
        text += " " + _("The last contact with one was on %(last)s.") % {"last": day(seen["last"])}
    return text


def stepping_out_without_base(finding, seen):
    words = {"title": seen["title"], "group": seen["group"], "day": day(seen["on"]), "n": seen["n"]}
    if finding.reason == "NO_CONSCIENTIZATION":
        text = ngettext(
            "Group %(group)s goes public in “%(title)s” on %(day)s with %(n)s session of reflection"
            " before it.",
            "Group %(group)s goes public in “%(title)s” on %(day)s with %(n)s sessions of reflection"
            " before it.",
            seen["n"],
        )
    else:
        text = ngettext(
            "Group %(group)s goes public in “%(title)s” on %(day)s without a base: %(n)s meeting of"
            " allies came before.",
            "Group %(group)s goes public in “%(title)s” on %(day)s without a base: %(n)s meetings of"
            " allies came before.",
            seen["n"],
        )
        if seen["first"]:
            text += " " + _("The first was on %(first)s.")
            words["first"] = day(seen["first"])
    return text % words


def out_of_balance(finding, seen):
    if finding.reason == "DRIFT":
        text = _(
            "In “%(title)s”, %(without)s of the last %(n)s sessions dwell on other things than power and"
            " equity with women and girls."
        )
    elif finding.reason == "PROBLEMATIZING":
        text = _(
            "None of the last %(n)s sessions of “%(title)s” is about men's own pressures and hopes; they may"
            " feel talked about as the problem."
        )
    else:
        text = _("Lowering risks to women is the only purpose of “%(title)s”; it offers men little to own.")
    return text % seen


def one_part_of_puzzle(finding, seen):
    return _(
        "“%(title)s” has supported women or girls since %(first)s, while no men, household or person of"
        " influence around them is engaged."
    ) % {"title": seen["title"], "first": day(seen["first"])}


def mixed_in_name_only(finding, seen):
    words = {**seen, "share": percent(seen.get("share", 0))}
    if finding.reason == "ONE_SIDED":
        text = (
            _(
                "“%(title)s” is called mixed, but %(share)s %% of those who came to the last %(n)s"
                " sessions were women."
            )
            if seen["few"] == "women"
            else _(
                "“%(title)s” is called mixed, but %(share)s %% of those who came to the last %(n)s"
                " sessions were men."
            )
        )
        return text % words
    words["day"] = day(seen["on"])
    text = (
        ngettext(
            "%(others)s man or boy was counted in a session for women or girls only in “%(title)s” on"
            " %(day)s.",
            "%(others)s men or boys were counted in a session for women or girls only in “%(title)s” on"
            " %(day)s.",
            seen["others"],
        )
        if seen["session_space"] in ("WOMEN", "GIRLS")
        else ngettext(
            "%(others)s woman or girl was counted in a session for men or boys only in “%(title)s” on"
            " %(day)s.",
            "%(others)s women or girls were counted in a session for men or boys only in “%(title)s” on"
            " %(day)s.",
            seen["others"],
        )
    )
    return text % words


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


SENTENCES = {
    sentence_of.__name__: sentence_of
    for sentence_of in (
        men_stand_alone,
        linked_on_paper,
        long_gap,
        leans_to_men,
        mixed_before_separate,
        never_brought_together,
        no_road_to_advocacy,
        hard_topic_too_early,
        no_feminist_partner,
        pathway_not_ready,
        facilitator_not_ready,
        stepping_out_without_base,
        partners_joined_late,
        out_of_balance,
        one_part_of_puzzle,
        mixed_in_name_only,
        women_not_asked,
        gbv_plan_incomplete,
        inclusion_never_decided,
    )
}
SENTENCES = {name: (SENTENCES | OF_PEOPLE)[name] for name in RULE_TEXTS}
"""By the name of the rule, in the order of their numbers."""
