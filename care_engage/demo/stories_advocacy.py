"""Programs about what comes after the sessions: R7 and R17. All of it is invented."""

from .shapes import Ally, People, Story, Tie, Work, topics

ITABA_COUPLES = Story(
    office="BI",
    code="CI",
    name="Couples d’Itaba",
    summary="Couples who talked about violence last year, and the savings circle they come from",
    place="Gitega",
    manager="ndayi",
    start=-84,
    end=30,
    groups=(
        People("SR", "Savings circle of Itaba", "VSLA", "WOMEN", "Itaba", 22, origin="EXISTING"),
        People("CR", "Couples of Itaba", "COUPLES_GROUP", "COUPLES", "Itaba", 20, True, draws_from=("SR",)),
    ),
    works=(
        Work(
            "SR", "Savings and loans", "WGE", "WOMEN", "SR", -82, 26, topics("T05 T14"), every=2, lead="niyo"
        ),
        Work(
            "DR",
            "Dialogues of couples",
            "INTIMATE_DIALOGUES",
            "COUPLES",
            "CR",
            -76,
            -57,
            topics("T01 T03 T12 T24"),
            every=2,
            lead="niyo",
            day=3,
        ),
    ),
    ties=(
        Tie("SR", "DR", "HOUSEHOLD_FOLLOW_UP", "Members of the circle asked to go on with their husbands."),
    ),
    shows=frozenset({"R7"}),
)

LAND_FOR_BOTH = Story(
    office="BI",
    code="LB",
    name="La terre pour les deux",
    summary="A campaign for land titles in both names, begun before its feminist partner was asked",
    place="Gitega",
    manager="ndayi",
    start=-30,
    end=24,
    groups=(),
    works=(
        Work(
            "TC",
            "Round table on land titles",
            "ALLIANCES",
            "COMMUNITY",
            "",
            -10,
            20,
            topics("T35"),
            every=5,
            lead="niyo",
            came=({"women": 17, "men": 12},),
        ),
    ),
    allies=(Ally("Inamahoro Women's League", "ADVOCACY", "IN_DIALOGUE", first=-12),),
    shows=frozenset({"R17"}),
)

STORIES = (ITABA_COUPLES, LAND_FOR_BOTH)
