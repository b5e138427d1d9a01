"""Programs of the literature as shapes.

Coding into elements and spaces, and positions that the sources do not give, are this project's reading. Where
a source names no topic of a session, it has none here.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from .drawing import Circle, Meeting, Shape, Tie, Work, meetings

PLANNED_TOGETHER = _("They are planned together, so that separate spaces answer to each other.")
COUPLES = "COUPLES"

PEER = meetings(0, 2, {1: "T03", 2: "T08"}) + meetings(21, 4, {1: "T21", 2: "T24", 3: "T26", 4: "T03"})

STEPPING_STONES = Shape(
    key="stepping-stones",
    title=_("Separate peer groups, joint meetings, then the community"),
    about=_(
        "Young women and young men talk apart about the same topics, meet three times, and then invite the "
        "community."
    ),
    source="Stepping Stones, South Africa. Jewkes et al. 2008, BMJ 337:a506",
    circles=(
        Circle("YM", _("Young men's peer group"), "YOUTH_CLUB", "MEN", 16, 23),
        Circle("YW", _("Young women's peer group"), "YOUTH_CLUB", "WOMEN", 16, 23),
        Circle("ALL", _("Joint peer group"), "YOUTH_CLUB", "MIXED_YOUTH", 16, 23, ("YM", "YW")),
    ),
    works=(
        Work("SM", _("Young men's sessions"), "CONSCIENTIZATION", "MEN", ("YM",), 0, 49, PEER),
        Work("SW", _("Young women's sessions"), "CONSCIENTIZATION", "WOMEN", ("YW",), 0, 49, PEER),
        Work(
            "SX",
            _("Peer group meetings"),
            "SYNCHRONIZATION",
            "MIXED_YOUTH",
            ("ALL",),
            14,
            49,
            (Meeting(17, ("T03",)), Meeting(38, ("T24",)), Meeting(49, ("T24",))),
        ),
        Work("SC", _("Community meeting"), "SYNCHRONIZATION", "COMMUNITY", ("ALL",), 49, 55, (Meeting(53),)),
    ),
    ties=(
        Tie("SM", "SW", "PARALLEL_SEPARATE", PLANNED_TOGETHER),
        Tie("SM", "SX", "BRIDGES_TO_MIXED", PLANNED_TOGETHER),
        Tie("SW", "SX", "BRIDGES_TO_MIXED", PLANNED_TOGETHER),
    ),
)

HUSBANDS = meetings(
    147,
    16,
    {1: "T05", 2: "T05 COUPLES", 4: "T12", 6: "T11 COUPLES", 9: "T18", 11: "T21", 14: "T24"},
)

JOURNEYS = Shape(
    key="journeys-of-transformation",
    title=_("Husbands of savings-group members"),
    about=_("Men are invited through their wives' savings group; some of their sessions are for couples."),
    source="Journeys of Transformation, Rwanda. CARE, Promundo and RWAMREC, 2011 to 2012",
    circles=(
        Circle("V", _("Village savings circle"), "VSLA", "WOMEN", origin="EXISTING"),
        Circle("H", _("Husbands of members"), "MENS_GROUP", "MEN"),
    ),
    works=(
        Work("V", _("Savings and loans"), "WGE", "WOMEN", ("V",), 0, None, meetings(0, 37)),
        Work("H", _("Husbands' curriculum"), "CONSCIENTIZATION", "MEN", ("H",), 147, 252, HUSBANDS),
    ),
    ties=(Tie("H", "V", "ENTRY_VIA_WOMENS_GROUP", PLANNED_TOGETHER),),
)


def with_couples(work, number):
    held = list(work.meetings)
    held[number - 1] = replace(held[number - 1], space=COUPLES)
    return replace(work, meetings=tuple(held))


JOURNEYS_WITH_COUPLES = replace(
    JOURNEYS,
    key="journeys-couples-on-violence",
    title=_("Husbands of savings-group members, couples together on violence"),
    about=_("The same, with the session on violence held with couples, after the men's own."),
    works=(JOURNEYS.works[0], with_couples(JOURNEYS.works[1], 14)),
)

BANDEBEREHO = Shape(
    key="bandebereho",
    title=_("A fathers' curriculum with their partners in every other session"),
    about=_("Fathers meet for fifteen weeks; their partners join eight of the sessions."),
    source="Bandebereho, Rwanda. Doyle et al. 2018, PLOS ONE e0192756",
    circles=(Circle("F", _("Fathers' group"), "FATHER_GROUP", "MEN", 21, 35),),
    works=(
        Work(
            "BD",
            _("Fathers and couples curriculum"),
            "CONSCIENTIZATION",
            "MEN",
            ("F",),
            0,
            98,
            meetings(
                0,
                15,
                {1: "T08 COUPLES", 2: "T07", 6: "T18 COUPLES", 9: "T24", 10: "T24 COUPLES"}
                | dict.fromkeys((3, 4, 5, 12, 14), COUPLES),
            ),
        ),
    ),
)

INDASHYIKIRWA = Shape(
    key="indashyikirwa",
    title=_("A couples' curriculum, a women's safe space, then activists"),
    about=_(
        "Couples learn together for five months, a women's space opens beside them, and some become "
        "activists."
    ),
    source="Indashyikirwa, Rwanda. Stern and Nyiratunga 2017, Social Sciences 6:63",
    circles=(
        Circle("CP", _("Couples from savings groups"), "COUPLES_GROUP", COUPLES),
        Circle("SSP", _("Women's safe space"), "WOMENS_GROUP", "WOMEN"),
        Circle("AC", _("Community activists"), "ALLY_NETWORK", "COMMUNITY", draws_from=("CP",)),
    ),
    works=(
        Work(
            "CP",
            _("Couples' curriculum"),
            "INTIMATE_DIALOGUES",
            COUPLES,
            ("CP",),
            0,
            140,
            meetings(0, 21, {1: "T01", 2: "T08", 4: "T13", 9: "T24", 10: "T24"}),
            also=("CONSCIENTIZATION",),
        ),
        Work("SSP", _("Women's safe space"), "WGE", "WOMEN", ("SSP",), 63, None, meetings(63, 15, every=14)),
        Work(
            "AC",
            _("Community activism"),
            "STEPPING_OUT",
            "COMMUNITY",
            ("AC",),
            231,
            None,
            meetings(231, 2, every=28),
        ),
    ),
    ties=(
        Tie("CP", "SSP", "PARALLEL_SEPARATE", PLANNED_TOGETHER),
        Tie("AC", "SSP", "ACCOUNTABILITY_FEEDBACK", PLANNED_TOGETHER),
        Tie("CP", "AC", "ADVOCACY_CONTINUATION", PLANNED_TOGETHER, sequential=True),
    ),
)

CHILDREN = (12, 16)
TIPPING_POINT = Shape(
    key="tipping-point",
    title=_("Girls, boys, mothers, fathers, and their families together"),
    about=_(
        "Girls and boys meet each week and parents each month, apart; dialogues between generations follow."
    ),
    source="Tipping Point, Nepal. BMJ Open 2021, e042032",
    circles=(
        Circle("G", _("Girls' club"), "GIRLS_CLUB", "GIRLS", *CHILDREN),
        Circle("B", _("Boys' club"), "BOYS_CLUB", "BOYS", *CHILDREN),
        Circle("FA", _("Fathers' group"), "FATHER_GROUP", "MEN"),
        Circle("MO", _("Mothers' group"), "MOTHER_GROUP", "WOMEN"),
        Circle("IG", _("Families"), "HOUSEHOLD_GROUP", "HOUSEHOLD", 12, None, ("G", "B", "FA", "MO")),
    ),
    works=(
        Work("G", _("Girls' sessions"), "CONSCIENTIZATION", "GIRLS", ("G",), 0, 539, meetings(0, 29)),
        Work("BO", _("Boys' sessions"), "CONSCIENTIZATION", "BOYS", ("B",), 0, 539, meetings(0, 29)),
        Work(
            "FA",
            _("Fathers' sessions"),
            "CONSCIENTIZATION",
            "MEN",
            ("FA",),
            28,
            539,
            meetings(28, 7, every=28),
        ),
        Work(
            "MO",
            _("Mothers' sessions"),
            "CONSCIENTIZATION",
            "WOMEN",
            ("MO",),
            28,
            539,
            meetings(28, 7, every=28),
        ),
        Work(
            "IG",
            _("Intergenerational dialogue"),
            "INTIMATE_DIALOGUES",
            "HOUSEHOLD",
            ("IG",),
            133,
            539,
            meetings(133, 2, every=56),
        ),
    ),
    ties=(
        Tie("G", "BO", "PARALLEL_SEPARATE", PLANNED_TOGETHER),
        Tie("FA", "MO", "PARALLEL_SEPARATE", PLANNED_TOGETHER),
        Tie("G", "IG", "INTERGENERATIONAL", PLANNED_TOGETHER),
        Tie("BO", "IG", "INTERGENERATIONAL", PLANNED_TOGETHER),
        Tie("FA", "IG", "INTERGENERATIONAL", PLANNED_TOGETHER),
    ),
)

PUBLISHED = (STEPPING_STONES, JOURNEYS, JOURNEYS_WITH_COUPLES, BANDEBEREHO, INDASHYIKIRWA, TIPPING_POINT)
