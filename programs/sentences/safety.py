"""What was seen of R10 and R11, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from care_engage.kit.templatetags.kit import day_year as day
from groups.skills import SkillCode

from ..topic_names import topic_name

SECTORS = {
    "MISSING_HEALTH": gettext_lazy("health"),
    "MISSING_PSYCHOSOCIAL_OR_CASE_MANAGEMENT": gettext_lazy("psychosocial support or case management"),
    "MISSING_SAFETY": gettext_lazy("safety"),
    "MISSING_CHILD_PROTECTION": gettext_lazy("child protection"),
}
STEPS = {
    "REFLECTIONS": gettext_lazy("two reflections among staff"),
    "OBSERVATIONS": gettext_lazy("two sessions observed and found good"),
    "PROTOCOL": gettext_lazy("the protocol in force, read and acknowledged"),
    "SAFE": gettext_lazy("an observer who finds sensitive topics safe with them"),
    "TRAINING_OLD": gettext_lazy("fresh training, the last is more than two years old"),
    "OBSERVATION_OLD": gettext_lazy("a new observation, the last is more than a year old"),
}


def step_name(code):
    """What lacks for the next step of the ladder, in words."""
    if code in STEPS:
        return str(STEPS[code])
    return _("training: %(skill)s") % {"skill": SkillCode(code).label}


def listed(words):
    return ", ".join(words)


def pathway_gap(finding, seen):
    """Why the pathways of the place are not ready, without the subject: for the log page too."""
    words = {"place": seen.get("place", ""), "sector": SECTORS.get(finding.reason, "")}
    if finding.reason == "NO_PATHWAY":
        return _("no referral pathway is in use for %(place)s") % words
    if finding.reason == "EXPIRED" and seen["last"]:
        words["last"] = day(seen["last"])
        return _("the pathway for %(place)s has to be verified again, it last was on %(last)s") % words
    if finding.reason == "EXPIRED":
        return _("the pathway for %(place)s has to be verified again") % words
    return _("the pathway for %(place)s leads to no open service for %(sector)s") % words


def pathway_not_ready(finding, seen):
    words = {"title": seen["title"]}
    if finding.reason == "PROTOCOL":
        words["who"] = listed(seen["who"])
        if seen["protocol"] is None:
            return _("No protocol is in force, so nobody who leads “%(title)s” can have read it.") % words
        words["version"] = seen["protocol"][0]
        return (
            ngettext(
                "%(who)s leads “%(title)s” and has not acknowledged version %(version)s of the protocol.",
                "%(who)s lead “%(title)s” and have not acknowledged version %(version)s of the protocol.",
                len(seen["who"]),
            )
            % words
        )
    words["gap"] = pathway_gap(finding, seen)
    if finding.severity == "WARNING":
        return (
            _("For “%(title)s”, %(gap)s. Only a pocket guide names help elsewhere: keep it at hand.") % words
        )
    return (
        _("Do not go on with “%(title)s”: %(gap)s. People may tell of harm and have nowhere safe to go.")
        % words
    )


def facilitator_not_ready(finding, seen):
    words = {"title": seen["title"], "day": day(seen["on"])}
    return {"NOT_READY": not_ready, "SKILLS": lacks_skills, "GENDER": lacks_gender}[finding.reason](
        finding, seen, words
    )


def not_ready(finding, seen, words):
    words |= {"who": listed(seen["who"]), "missing": listed(map(step_name, seen["missing"]))}
    words["topic"] = topic_name(finding.topic) if finding.topic else _("talk with couples and families")
    if not seen["who"]:
        return _("Nobody who is there leads “%(title)s” on %(day)s, about: %(topic)s.") % words
    if seen["missing"]:
        return (
            _(
                "“%(title)s” on %(day)s: %(who)s not yet ready for: %(topic)s. Nearest to it lacks:"
                " %(missing)s."
            )
            % words
        )
    return _("“%(title)s” on %(day)s: %(who)s not ready for: %(topic)s.") % words


def lacks_skills(finding, seen, words):
    words["skills"] = listed(str(SkillCode(code).label) for code in seen["skills"])
    return _("On %(day)s nobody who leads “%(title)s” has this skill in date: %(skills)s.") % words


def lacks_gender(finding, seen, words):
    if seen["side"] == "FEMALE":
        return _("No woman is on the team that leads “%(title)s” on %(day)s.") % words
    return _("No man is on the team that leads “%(title)s” on %(day)s.") % words


def before_holding(finding):
    """The same, short, to the one who is about to lead that session."""
    seen = finding.seen
    if finding.reason == "PROTOCOL" or finding.reason == "SKILLS":
        return SENTENCES[finding.name](finding, seen)
    if finding.name == "pathway_not_ready":
        return _("No ready pathway here: %(gap)s.") % {"gap": pathway_gap(finding, seen)}
    text = _("Nobody on this session is ready for this topic.")
    if seen["missing"]:
        text += " " + _("Nearest to it lacks: %(missing)s.") % {
            "missing": listed(map(step_name, seen["missing"]))
        }
    return text


SENTENCES = {one.__name__: one for one in (pathway_not_ready, facilitator_not_ready)}
