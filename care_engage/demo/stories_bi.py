"""The programs of CARE Burundi. All of it is invented."""

from .shapes import Ally, People, Story, Tie, Work, topics
from .stories_rw import MEN, SAVINGS, WOMEN

LEAGUE = Ally("Inamahoro Women's League")

TEA_ESTATES = Story(
    office="BI",
    code="TE",
    name="Tea Estates Dialogue",
    summary="Pickers, husbands and couples on the Teza estate",
    place="Muruta",
    manager="ndayi",
    start=-46,
    end=40,
    groups=(
        People("TW", "Women pickers of Teza", "AGRI_LABOUR", "WOMEN", "Teza", 26, origin="EXISTING"),
        People("TM", "Men of the tea lines", "AGRI_LABOUR", "MEN", "Teza", 22),
        People(
            "TC", "Couples of Teza", "COUPLES_GROUP", "COUPLES", "Teza", 20, True, draws_from=("TW", "TM")
        ),
    ),
    works=(
        Work("WT", "Women of the tea", "CONSCIENTIZATION", "WOMEN", "TW", -40, -10, WOMEN, lead="niyo"),
        Work("MT", "Men of the tea", "CONSCIENTIZATION", "MEN", "TM", -24, -2, MEN, lead="niyo", day=2),
        Work(
            "CT",
            "Couples of the tea",
            "INTIMATE_DIALOGUES",
            "COUPLES",
            "TC",
            8,
            20,
            topics("T03 T07 T12 T11"),
            lead="niyo",
        ),
    ),
    ties=(
        Tie(
            "WT",
            "CT",
            "BRIDGES_TO_MIXED",
            "Women want to set the topics of the couples' dialogue.",
            sequential=True,
        ),
        Tie(
            "MT",
            "CT",
            "BRIDGES_TO_MIXED",
            "Men and women agreed to meet as couples after the harvest.",
            sequential=True,
        ),
    ),
    allies=(LEAGUE,),
    shows=frozenset({"R3", "R6"}),
)

PEACE_AT_HOME = Story(
    office="BI",
    code="PA",
    name="Paix au foyer",
    summary="Peace at home in Gitega",
    place="Gitega",
    manager="ndayi",
    start=-36,
    end=20,
    groups=(
        People("IH", "Husbands of Itaba", "MENS_GROUP", "MEN", "Itaba", 18),
        People("IW", "Wives of Itaba", "WOMENS_GROUP", "WOMEN", "Itaba", 18),
        People("IB", "Bicycle drivers of Itaba", "MENS_GROUP", "MEN", "Itaba", 16, origin="EXISTING"),
        People("IM", "Market women of Itaba", "WOMENS_GROUP", "WOMEN", "Itaba", 20, origin="EXISTING"),
        People("IV", "Itaba savings circle", "VSLA", "WOMEN", "Itaba", 28, origin="EXISTING"),
        People("IA", "Village assembly of Itaba", "OTHER", "MIXED_ADULT", "Itaba", 40, counted=True),
    ),
    works=(
        Work("HD", "Husbands' dialogues", "CONSCIENTIZATION", "MEN", "IH", -20, 6, MEN, lead="niyo"),
        Work(
            "WD",
            "Wives' dialogues",
            "CONSCIENTIZATION",
            "WOMEN",
            "IW",
            -18,
            6,
            WOMEN,
            lead="niyo",
            missed=frozenset(range(1, 19)),
        ),
        Work(
            "BD",
            "Bicycle drivers' dialogues",
            "CONSCIENTIZATION",
            "MEN",
            "IB",
            -30,
            6,
            MEN,
            lead="niyo",
            day=3,
        ),
        Work(
            "MW",
            "Market women's dialogues",
            "CONSCIENTIZATION",
            "WOMEN",
            "IM",
            -30,
            -14,
            topics("T01 T02 T05 T08 T13"),
            lead="niyo",
            day=4,
        ),
        Work("VS", "Savings circle", "WGE", "WOMEN", "IV", -30, 12, SAVINGS, lead="niyo", day=5),
        Work(
            "VD",
            "Village dialogue",
            "SYNCHRONIZATION",
            "MIXED_ADULT",
            "IA",
            -24,
            10,
            topics("T07 T12 T11 T03"),
            every=4,
            lead="niyo",
            came=({"women": 19, "men": 16},),
        ),
    ),
    ties=(
        Tie("HD", "WD"),
        Tie("BD", "MW"),
        Tie(
            "VS", "VD", "BRIDGES_TO_MIXED", "The savings circle brings one question to each village dialogue."
        ),
    ),
    allies=(LEAGUE, Ally("Men of Peace Burundi", "TECHNICAL")),
    shows=frozenset({"R2 NEVER_HELD", "R2 LAPSED"}),
)

COFFEE_FATHERS = Story(
    office="BI",
    code="CF",
    name="Coffee Fathers",
    summary="Fathers in coffee cooperatives share care work",
    place="Kayanza",
    manager="ndayi",
    start=-30,
    end=24,
    groups=(
        People("GF", "Fathers of Gahombo", "FATHER_GROUP", "MEN", "Gahombo", 20),
        People("GM", "Mothers of Gahombo", "MOTHER_GROUP", "WOMEN", "Gahombo", 22),
    ),
    works=(
        Work(
            "FC",
            "Fathers' circle",
            "CONSCIENTIZATION",
            "MEN",
            "GF",
            -26,
            6,
            topics("T01 T07 T06 T15 T07 T06 T16 T15"),
            lead="niyo",
            feedback=-4,
            asked=True,
        ),
        Work(
            "MC",
            "Mothers' circle",
            "CONSCIENTIZATION",
            "WOMEN",
            "GM",
            -26,
            6,
            topics("T01 T02 T05 T08 T13 T03 T09+T05 T14 T11"),
            lead="niyo",
            day=1,
        ),
    ),
    ties=(Tie("FC", "MC"),),
    allies=(LEAGUE,),
    shows=frozenset({"R18 DRIFT", "R21 UNANSWERED"}),
)

MOTHERS_AND_FATHERS = Story(
    office="BI",
    code="MP",
    name="Mères et pères de Muruta",
    summary="Care work shared: mothers, fathers, then both",
    place="Muruta",
    manager="ndayi",
    start=-28,
    end=28,
    groups=(
        People("MM", "Mothers of Muruta", "MOTHER_GROUP", "WOMEN", "Teza", 20),
        People("MF", "Fathers of Muruta", "FATHER_GROUP", "MEN", "Teza", 20),
        People(
            "MB", "Parents of Muruta", "COUPLES_GROUP", "COUPLES", "Teza", 20, True, draws_from=("MM", "MF")
        ),
    ),
    works=(
        Work(
            "MO",
            "Mothers' sessions",
            "CONSCIENTIZATION",
            "WOMEN",
            "MM",
            -24,
            2,
            topics("T01 T02 T05 T08 T13 T12 T11 T05"),
            lead="niyo",
        ),
        Work(
            "FA",
            "Fathers' sessions",
            "CONSCIENTIZATION",
            "MEN",
            "MF",
            -22,
            2,
            topics("T01 T07 T06+T08 T12 T13 T07+T12 T11 T02+T12"),
            lead="niyo",
            day=2,
        ),
        Work(
            "PA",
            "Parents together",
            "INTIMATE_DIALOGUES",
            "COUPLES",
            "MB",
            -8,
            12,
            topics("T03 T07 T12 T11 T14"),
            every=2,
            lead="niyo",
            day=4,
        ),
    ),
    ties=(
        Tie("MO", "FA"),
        Tie(
            "MO",
            "PA",
            "BRIDGES_TO_MIXED",
            "Mothers asked for evenings together once a fortnight.",
            sequential=True,
        ),
        Tie(
            "FA",
            "PA",
            "BRIDGES_TO_MIXED",
            "Fathers bring home what they have practised among men.",
            sequential=True,
        ),
    ),
    allies=(LEAGUE,),
)

STORIES = (TEA_ESTATES, PEACE_AT_HOME, COFFEE_FATHERS, MOTHERS_AND_FATHERS)
