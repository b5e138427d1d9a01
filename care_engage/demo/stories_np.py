"""The programs of CARE Nepal. All of it is invented."""

from .shapes import Ally, Elsewhere, People, Story, Tie, Work, topics
from .stories_rw import GIRLS, MEN

FORUM = Ally("Sakhi Women's Forum", stage="ACTIVE_ACCOUNTABILITY")
BOYS = topics("T01 T10+T06 T08 T15 T13+T06 T09 T02 T12 T06+T08 T13 T10+T09 T12")
CHILDREN = (12, 16)

GIRLS_LEAD = Story(
    office="NP",
    code="GL",
    name="Girls Lead, Boys Ally",
    summary="Girls' clubs lead; boys, parents and neighbors follow",
    place="Kapilvastu",
    manager="tharu",
    start=-52,
    end=40,
    groups=(
        People("BG", "Banganga girls' club", "GIRLS_CLUB", "GIRLS", "Banganga", 24, ages=CHILDREN),
        People("BB", "Banganga boys' club", "BOYS_CLUB", "BOYS", "Banganga", 22, ages=CHILDREN),
        People("BF", "Fathers of Banganga", "FATHER_GROUP", "MEN", "Banganga", 18),
        People("BM", "Mothers of Banganga", "MOTHER_GROUP", "WOMEN", "Banganga", 20),
        People(
            "BH",
            "Families of Banganga",
            "HOUSEHOLD_GROUP",
            "HOUSEHOLD",
            "Banganga",
            60,
            counted=True,
            draws_from=("BG", "BB", "BF", "BM"),
            ages=(12, None),
        ),
    ),
    works=(
        Work("GC", "Girls' club", "CONSCIENTIZATION", "GIRLS", "BG", -44, 20, GIRLS, lead="yadav"),
        Work("BC", "Boys' club", "CONSCIENTIZATION", "BOYS", "BB", -40, 20, BOYS, lead="chaudhary", day=1),
        Work(
            "FS",
            "Fathers' sessions",
            "CONSCIENTIZATION",
            "MEN",
            "BF",
            -30,
            10,
            topics("T01 T07+T06 T08 T12 T13 T07+T12 T11 T02+T13"),
            lead="chaudhary",
            day=2,
        ),
        Work(
            "MS",
            "Mothers' sessions",
            "CONSCIENTIZATION",
            "WOMEN",
            "BM",
            -30,
            10,
            topics("T01 T02 T05 T08 T13 T12 T11 T05"),
            lead="yadav",
            day=2,
        ),
        Work(
            "FD",
            "Family dialogues",
            "INTIMATE_DIALOGUES",
            "HOUSEHOLD",
            "BH",
            -16,
            20,
            topics("T03 T12 T07 T11 T02"),
            every=2,
            lead="yadav",
            day=4,
            came=({"women": 9, "men": 8, "girls": 9, "boys": 7},),
        ),
        Work(
            "GM",
            "Girls' movement",
            "ALLIANCES",
            "COMMUNITY",
            "BG",
            -20,
            20,
            topics("T35"),
            every=4,
            lead="yadav",
            came=({"women": 12, "girls": 60, "boys": 25},),
        ),
    ),
    ties=(
        Tie("GC", "BC"),
        Tie("FS", "MS"),
        Tie("GC", "FD", "INTERGENERATIONAL", "Girls set the question of each family dialogue."),
        Tie(
            "BC",
            "FD",
            "INTERGENERATIONAL",
            "Boys tell their parents what they have promised the girls' club.",
        ),
        Tie("FS", "FD", "HOUSEHOLD_FOLLOW_UP", "Fathers try at home what they have spoken about among men."),
        Tie("MS", "FD", "HOUSEHOLD_FOLLOW_UP", "Mothers asked for a place to say it in front of all."),
        Tie("GC", "GM", "ADVOCACY_CONTINUATION", "The club carries its demands to the municipality."),
    ),
    allies=(FORUM, Ally("Kishori Girls' Alliance", "ADVOCACY", "IN_DIALOGUE", -50, -8)),
)

YOUNG_VOICES = Story(
    office="NP",
    code="YV",
    name="Young Voices of Lumbini",
    summary="Youth clubs against early marriage",
    place="Rupandehi",
    manager="tharu",
    start=-34,
    end=30,
    groups=(
        People("LB", "Boys' club of Lumbini", "BOYS_CLUB", "BOYS", "Lumbini", 20, ages=CHILDREN),
        People("LG", "Girls' club of Lumbini", "GIRLS_CLUB", "GIRLS", "Lumbini", 22, ages=CHILDREN),
        People("LF", "Fathers of Lumbini", "FATHER_GROUP", "MEN", "Lumbini", 18),
        People("LD", "Drivers of Lumbini", "MENS_GROUP", "MEN", "Lumbini", 18, origin="EXISTING"),
        People("LW", "Weavers of Lumbini", "MENS_GROUP", "MEN", "Lumbini", 15, origin="EXISTING"),
        People("LS", "Sisters' circle of Lumbini", "WOMENS_GROUP", "WOMEN", "Lumbini", 15),
    ),
    works=(
        Work(
            "YB",
            "Boys against early marriage",
            "CONSCIENTIZATION",
            "BOYS",
            "LB",
            -26,
            6,
            topics("T01+T08 T08 T13 T09 T12 T13 T09 T08"),
            lead="chaudhary",
        ),
        Work("YG", "Girls' club", "CONSCIENTIZATION", "GIRLS", "LG", -26, 10, GIRLS, lead="yadav", day=1),
        Work(
            "YF",
            "Fathers protect",
            "CONSCIENTIZATION",
            "MEN",
            "LF",
            -20,
            6,
            topics("T01 T07+T08 T12 T13 T07+T12 T11"),
            lead="chaudhary",
            day=3,
            purpose=("RISK_MITIGATION",),
        ),
        Work(
            "DD", "Drivers' dialogues", "CONSCIENTIZATION", "MEN", "LD", -12, 8, MEN, lead="chaudhary", day=4
        ),
        Work(
            "SS",
            "Sisters' circle",
            "CONSCIENTIZATION",
            "WOMEN",
            "LS",
            -12,
            8,
            topics("T01 T02 T05 T08"),
            lead="yadav",
            status="CANCELLED",
            missed=frozenset(range(1, 40)),
        ),
        Work("WW", "Weavers' circle", "CONSCIENTIZATION", "MEN", "LW", -10, 8, MEN, lead="chaudhary", day=5),
    ),
    ties=(
        Tie("YB", "YG"),
        Tie(
            "YF",
            "YG",
            "INTERGENERATIONAL",
            "Fathers hear from the girls' club what makes the way to school unsafe.",
        ),
        Tie("DD", "SS"),
        Tie(
            "WW", "SKC", "PARALLEL_SEPARATE", "The forum's circle meets in the same lane, on the same topics."
        ),
    ),
    allies=(FORUM,),
    elsewhere=(
        Elsewhere(
            "SKC", "Sakhi Women's Forum", "Lumbini", "WOMEN", "Women weavers' circle", -20, 16, confirmed=None
        ),
    ),
    shows=frozenset(
        {
            "R18 PROBLEMATIZING",
            "R18 RISK_ONLY",
            "R1 COUNTERPART_DRAFT_OR_CANCELLED",
            "R1 EXTERNAL_UNCONFIRMED",
        }
    ),
)

MADHESH_TOGETHER = Story(
    office="NP",
    code="MT",
    name="Madhesh Together",
    summary="Mixed forums and women's circles in Janakpur",
    place="Dhanusha",
    manager="tharu",
    start=-30,
    end=26,
    groups=(
        People("JF", "Janakpur forum", "OTHER", "MIXED_ADULT", "Janakpur", 30, counted=True),
        People("JW", "Janakpur women's circle", "WOMENS_GROUP", "WOMEN", "Janakpur", 20),
    ),
    works=(
        Work(
            "MF",
            "Mixed forum",
            "SYNCHRONIZATION",
            "MIXED_ADULT",
            "JF",
            -20,
            10,
            topics("T08 T12 T11 T13"),
            every=2,
            lead="yadav",
            came=({"women": 2, "men": 16}, {"women": 3, "men": 19}),
        ),
        Work(
            "WC",
            "Women's circle",
            "CONSCIENTIZATION",
            "WOMEN",
            "JW",
            -22,
            10,
            topics("T01 T02 T05 T08 T13"),
            lead="yadav",
            day=3,
            came=({"women": 15}, {"women": 14, "men": 2}),
        ),
    ),
    ties=(Tie("MF", "WC", "BRIDGES_TO_MIXED", "The circle prepares what it wants to say in the forum."),),
    allies=(Ally("Samanata Network", "ADVOCACY", "IN_DIALOGUE", -28, -5),),
    shows=frozenset({"R20 ONE_SIDED", "R20 SPACE_BREACH"}),
)

NEW_PATHS = Story(
    office="NP",
    code="NP",
    name="New Paths for Rupandehi",
    summary="A plan in the making",
    place="Rupandehi",
    manager="tharu",
    start=2,
    end=90,
    status="DESIGN",
    groups=(
        People("NM", "Market porters", "MENS_GROUP", "MEN", "Lumbini", 16, origin="EXISTING"),
        People("NT", "Tailors", "MENS_GROUP", "MEN", "Lumbini", 16, origin="EXISTING"),
        People("NB", "School boys", "BOYS_CLUB", "BOYS", "Lumbini", 20, ages=CHILDREN),
        People("NW", "Market women", "WOMENS_GROUP", "WOMEN", "Lumbini", 20, origin="EXISTING"),
    ),
    works=(
        Work("PP", "Porters' dialogues", "CONSCIENTIZATION", "MEN", "NM", 4, 12, MEN, lead="chaudhary"),
        Work(
            "PT", "Tailors' dialogues", "CONSCIENTIZATION", "MEN", "NT", 4, 10, MEN, lead="chaudhary", day=1
        ),
        Work("PB", "Boys' sessions", "CONSCIENTIZATION", "BOYS", "NB", 4, 10, BOYS, lead="chaudhary", day=2),
        Work(
            "PW",
            "Market women's circle",
            "CONSCIENTIZATION",
            "WOMEN",
            "NW",
            50,
            70,
            GIRLS,
            lead="yadav",
            status="PLANNED",
        ),
    ),
    ties=(
        Tie("PT", "PW"),
        Tie("PB", "PT", "INTERGENERATIONAL", "Tailors take on the boys as apprentices after school."),
    ),
    shows=frozenset({"R1 NO_LINK", "R1 GAP_OVER_180", "R1 COUNTERPART_NOT_WOMEN_OR_MIXED"}),
)

STORIES = (GIRLS_LEAD, YOUNG_VOICES, MADHESH_TOGETHER, NEW_PATHS)
