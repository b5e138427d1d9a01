"""The names of the topics of section F, for sentences and for the translation of `Topic.label`."""

from django.utils.translation import gettext_lazy as _

TOPIC_NAMES = {
    "T01": _("Getting started: trust, ground rules, safe space"),
    "T02": _("Hopes, dreams, alternatives, ways forward"),
    "T03": _("Active listening, respect, everyday communication"),
    "T04": _("Non-violent communication, emotions, anger, negotiation"),
    "T05": _("Women's economic empowerment, savings, markets"),
    "T06": _('Pressures on men and boys, the "man box" and its cost to self and others'),
    "T07": _("Fatherhood, caring for children"),
    "T08": _("Sex and gender; how roles are learned"),
    "T09": _("Masculinities and femininities"),
    "T10": _("Growing up, friendship, peer pressure (youth)"),
    "T11": _("Decision-making at home"),
    "T12": _("Division of labor, unpaid care"),
    "T13": _("Kinds of power: within, with, to, over; not zero-sum"),
    "T14": _("Household money, assets, control of income"),
    "T15": _("Health, wellbeing, stress, mental health"),
    "T16": _("Alcohol and drugs"),
    "T17": _("Other inequalities: class, caste, ethnicity, disability, age, faith"),
    "T18": _("Couple relationship: trust, jealousy, conflict"),
    "T19": _("In-laws, co-wives, extended family"),
    "T20": _("Power and privilege (one's own)"),
    "T21": _("Sexuality, consent, desire"),
    "T22": _("Sexual and reproductive health, contraception, HIV"),
    "T23": _("Sexual and gender diversity, homophobia"),
    "T24": _("Domestic and intimate partner violence"),
    "T25": _("Violence against children, discipline"),
    "T26": _("Sexual violence and harassment"),
    "T27": _("One's own use of violence, taking responsibility"),
    "T28": _("Child, early and forced marriage"),
    "T29": _("FGM/C and other harmful practices"),
    "T30": _("Rights and laws (GBV, land, inheritance, family)"),
    "T31": _("Supporting survivors, safe bystander action"),
    "T32": _("Being an ally; accountability to women and feminist movements"),
    "T33": _("Speaking out, facing ridicule and backlash, mutual support"),
    "T34": _("Public action, arts, celebrating role models"),
    "T35": _("Advocacy skills, policy, working with movements"),
    "T36": _("Staff: gender in my life and work"),
}


def topic_name(code):
    """The name of a topic in the reader's language; of one that is not known, its code."""
    return str(TOPIC_NAMES.get(code, code))
