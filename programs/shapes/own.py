"""Two shapes of this project's own, in which no rule finds anything to repair."""

from django.utils.translation import gettext_lazy as _

from .drawing import Circle, Shape, Tie, Work, meetings

APART = {1: "T01", 2: "T03", 3: "T08", 4: "T05", 5: "T13", 6: "T12"}
HOME = APART | {7: "T11", 8: "T04", 9: "T24", 10: "T24+T02"}

SIDE_BY_SIDE = Shape(
    key="side-by-side",
    title=_("Women and men apart, then couples, then the village"),
    about=_(
        "A women's circle and a men's group take up the same topics in the same weeks. What each has talked "
        "about, couples then take up together; the women hear of the men's work and steer it; both go before "
        "the village in the end."
    ),
    circles=(
        Circle("W", _("Women's circle"), "WOMENS_GROUP", "WOMEN"),
        Circle("M", _("Men's group"), "MENS_GROUP", "MEN"),
        Circle("C", _("Couples of both groups"), "COUPLES_GROUP", "COUPLES", draws_from=("W", "M")),
    ),
    works=(
        Work(
            "W1",
            _("Power in my home"),
            "CONSCIENTIZATION",
            "WOMEN",
            ("W",),
            0,
            119,
            meetings(0, 10, HOME, every=12),
        ),
        Work(
            "M1",
            _("Men and care"),
            "CONSCIENTIZATION",
            "MEN",
            ("M",),
            0,
            119,
            meetings(0, 10, HOME | {4: "T06"}, every=12),
            purpose=("OWN_CHANGE", "ALLY_ACTION"),
        ),
        Work(
            "C1",
            _("Couples' dialogues"),
            "INTIMATE_DIALOGUES",
            "COUPLES",
            ("C",),
            77,
            147,
            meetings(77, 6, {1: "T03", 2: "T12", 3: "T11", 4: "T04", 5: "T24", 6: "T02"}, every=14),
        ),
        Work(
            "V1",
            _("Village conversation"),
            "ALLIANCES",
            "COMMUNITY",
            ("C",),
            161,
            203,
            meetings(168, 2, {1: "T02", 2: "T24"}, every=21),
        ),
    ),
    ties=(
        Tie(
            *("M1", "W1", "ACCOUNTABILITY_FEEDBACK"),
            _("The women's circle hears each month what the men talk about, and says what should change."),
        ),
        Tie(
            *("M1", "C1", "HOUSEHOLD_FOLLOW_UP"),
            _("What the men talked about among themselves goes on at home, with their partners."),
            sequential=True,
        ),
        Tie(
            *("W1", "C1", "HOUSEHOLD_FOLLOW_UP"),
            _("The women decide which topics of theirs couples take up, and which stay in their circle."),
            sequential=True,
        ),
        Tie(
            *("C1", "V1", "ADVOCACY_CONTINUATION"),
            _("Couples who wish to tell the village what changed at home, and what stands in the way."),
            sequential=True,
        ),
    ),
)

YOUNG = {
    1: "T01",
    2: "T10",
    3: "T08",
    4: "T03",
    5: "T12",
    6: "T13",
    7: "T11",
    8: "T02",
}
PARENTS = {1: "T01", 2: "T07", 3: "T08", 4: "T13", 5: "T12", 6: "T02"}
AGES = (13, 17)

TWO_GENERATIONS = Shape(
    key="two-generations",
    title=_("Girls, boys and their parents"),
    about=_(
        "Girls and boys meet apart each week, mothers and fathers apart every other week. Then families talk "
        "about the work at home; no sensitive topic is taken up where ages mix."
    ),
    circles=(
        Circle("G", _("Girls' club"), "GIRLS_CLUB", "GIRLS", *AGES),
        Circle("B", _("Boys' club"), "BOYS_CLUB", "BOYS", *AGES),
        Circle("MO", _("Mothers' group"), "MOTHER_GROUP", "WOMEN"),
        Circle("FA", _("Fathers' group"), "FATHER_GROUP", "MEN"),
        Circle("H", _("Families"), "HOUSEHOLD_GROUP", "HOUSEHOLD", 13, None, ("G", "B", "MO", "FA")),
    ),
    works=(
        Work(
            "G1",
            _("Girls' circle"),
            "CONSCIENTIZATION",
            "GIRLS",
            ("G",),
            0,
            105,
            meetings(0, 8, YOUNG, every=14),
        ),
        Work(
            *("B1", _("Boys' circle"), "CONSCIENTIZATION", "BOYS", ("B",), 0, 105),
            meetings(0, 8, YOUNG, every=14),
            purpose=("OWN_CHANGE",),
        ),
        Work(
            "W1",
            _("Mothers' circle"),
            "CONSCIENTIZATION",
            "WOMEN",
            ("MO",),
            7,
            105,
            meetings(7, 6, PARENTS, every=14),
        ),
        Work(
            *("M1", _("Fathers' circle"), "CONSCIENTIZATION", "MEN", ("FA",), 7, 105),
            meetings(7, 6, PARENTS, every=14),
            purpose=("OWN_CHANGE",),
        ),
        Work(
            *("F1", _("Family dialogues"), "INTIMATE_DIALOGUES", "HOUSEHOLD", ("H",), 84, 147),
            meetings(84, 4, {1: "T03", 2: "T12", 3: "T11", 4: "T02"}, every=14),
        ),
    ),
    ties=(
        Tie(
            *("B1", "G1", "PARALLEL_SEPARATE"),
            _("Girls and boys take up the same topics in the same weeks, each among themselves."),
        ),
        Tie(
            *("M1", "W1", "ACCOUNTABILITY_FEEDBACK"),
            _("Mothers hear what the fathers talk about, and say what should change at home."),
        ),
        Tie(
            *("B1", "F1", "INTERGENERATIONAL"),
            _("Sons take home what they talked about; fathers have had the same topics."),
            sequential=True,
        ),
        Tie(
            *("G1", "F1", "INTERGENERATIONAL"),
            _("Girls choose what they bring before their families, and with whom beside them."),
            sequential=True,
        ),
        Tie(
            *("M1", "F1", "HOUSEHOLD_FOLLOW_UP"),
            _("What fathers talked about among themselves goes on with their families."),
            sequential=True,
        ),
        Tie(
            *("W1", "F1", "HOUSEHOLD_FOLLOW_UP"),
            _("Mothers decide which of their topics families take up, and which stay in their circle."),
            sequential=True,
        ),
    ),
)

OWN = (SIDE_BY_SIDE, TWO_GENERATIONS)
