"""What was seen of R4 to R6, R8, R16, R18 and R20, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care_engage.kit.templatetags.kit import day_year as day

from ..topic_names import topic_name


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


def percent(share):
    return round(share * 100)
