"""The programs of CARE Rwanda. All of it is invented."""

from .shapes import Ally, Elsewhere, People, Story, Tie, Work, topics

MEN = topics("T01 T06+T02 T08 T07+T06 T12 T03+T08 T09 T13 T04+T13 T11 T20 T24 T06+T12 T32 T12+T07 T13+T02")
MEN_ON_CARE = topics(
    "T01 T06+T02 T08 T07+T06 T12 T03+T08 T09 T13 T04+T13 T11 T12 T06+T13 T06+T12 T32 T12+T07 T13+T02"
)
WOMEN = topics("T01 T02 T05 T08 T13 T03 T09+T05 T14 T11 T20 T24 T05 T13 T14+T05 T02")
COUPLES = topics("T01 T03+T05 T07 T12 T11 T24 T04 T14 T18 T12+T07 T11 T03 T14")
ALLIES = topics("T33+T06 T32 T06+T12 T33+T13")
GIRLS = topics("T01 T10 T08 T15 T13 T09 T02 T10+T08 T15 T13 T02")
SAVINGS = topics("T05 T14 T05 T05+T14")
BOYS = topics("T01 T10+T06 T08 T15 T13+T06 T09 T02 T12 T06+T08 T13 T10+T09 T12")
NETWORK = Ally("Imbere Women's Network")

KIREHE_TOGETHER = Story(
    office="RW",
    code="KT",
    name="Kirehe Together",
    summary="Gender-based violence prevention with savings groups",
    place="Kirehe",
    manager="uwase",
    start=-46,
    end=32,
    groups=(
        People("UM", "Umoja savings circle", "VSLA", "WOMEN", "Nyamugari", 24, origin="EXISTING"),
        People("KG", "Kirehe girls' club", "GIRLS_CLUB", "GIRLS", "Nyamugari", 22, ages=(13, 17)),
        People(
            "CU",
            "Couples of Umoja",
            "COUPLES_GROUP",
            "COUPLES",
            "Nyamugari",
            24,
            True,
            draws_from=("UM", "AB"),
        ),
        People("AB", "Abagabo ba Kirehe", "MENS_GROUP", "MEN", "Nyamugari", 24),
        People("AL", "Kirehe allies", "ALLY_NETWORK", "MEN", "Nyamugari", 16, draws_from=("AB",)),
        People("MO", "Motorcycle drivers' co-op", "MENS_GROUP", "MEN", "Gatore", 20, origin="EXISTING"),
    ),
    works=(
        Work("SG", "Savings and loans", "WGE", "WOMEN", "UM", -44, 24, SAVINGS, day=3),
        Work("PH", "Power in my home", "CONSCIENTIZATION", "WOMEN", "UM", -38, -12, WOMEN),
        Work(
            "CP",
            "Couples preparation",
            "CONSCIENTIZATION",
            "WOMEN",
            "UM",
            -11,
            6,
            topics("T11 T12+T05 T14 T03"),
        ),
        Work("MB", "My body, my voice", "CONSCIENTIZATION", "GIRLS", "KG", -30, -5, GIRLS, day=2),
        Work(
            "CD",
            "Couples' dialogues",
            "INTIMATE_DIALOGUES",
            "COUPLES",
            "CU",
            -9,
            14,
            COUPLES,
            unlogged=1,
            missed=frozenset({3}),
        ),
        Work(
            "JC",
            "Journeys of change",
            "CONSCIENTIZATION",
            "MEN",
            "AB",
            -36,
            -13,
            MEN,
            day=1,
            missed=frozenset({9}),
        ),
        Work("AC", "Allies' circle", "BUILDING_BASE", "MEN", "AL", -12, 16, ALLIES, day=-2),
        Work(
            "OD",
            "Open day: shared care",
            "STEPPING_OUT",
            "COMMUNITY",
            "AL",
            -1,
            8,
            topics("T34"),
            every=3,
            came=({"women": 61, "men": 48, "girls": 23, "boys": 19},),
            minutes=180,
            also_leads="gasana",
        ),
        Work("MD", "Man box dialogues", "CONSCIENTIZATION", "MEN", "MO", -16, 9, MEN, lead="gasana"),
        Work(
            "PF",
            "Accountability circle",
            "ALLIANCES",
            "COMMUNITY",
            "",
            -34,
            16,
            topics("T32+T35"),
            every=5,
            came=({"women": 14, "men": 5},),
        ),
    ),
    ties=(
        Tie("JC", "PH"),
        Tie("SG", "CD", "ENTRY_VIA_WOMENS_GROUP", "Couples were invited by members of the savings circle."),
        Tie(
            "PH",
            "CD",
            "BRIDGES_TO_MIXED",
            "Women asked to bring what they had worked out to their husbands.",
            sequential=True,
        ),
        Tie(
            "JC",
            "CD",
            "BRIDGES_TO_MIXED",
            "Both groups agreed to meet as couples after six months apart.",
            sequential=True,
        ),
        Tie(
            "CP",
            "CD",
            "BRIDGES_TO_MIXED",
            "Women prepare among themselves what each couples' dialogue takes up.",
        ),
        Tie(
            "AC",
            "CD",
            "HOUSEHOLD_FOLLOW_UP",
            "Allies take home what they have said in public; partners tell how it goes.",
        ),
        Tie(
            "MB",
            "AC",
            "INTERGENERATIONAL",
            "Girls tell the allies each quarter what they want changed on the way to school.",
        ),
        Tie("AC", "OD", "ADVOCACY_CONTINUATION", "The allies prepare and run the open days together."),
    ),
    allies=(NETWORK, Ally("Urumuri Feminist Platform", "ADVOCACY", "IN_DIALOGUE", -20, -6)),
    elsewhere=(
        Elsewhere(
            "ELC",
            "Imbere Women's Network",
            "Gatore",
            "WOMEN",
            "Legal literacy circle",
            -20,
            20,
            held=(-16, -12, -8, -4),
        ),
    ),
    shows=frozenset({"R1 NO_LINK"}),
)

FATHERS_FOR_NUTRITION = Story(
    office="RW",
    code="FN",
    name="Fathers for Nutrition",
    summary="Fathers cook, mothers and fathers decide together",
    place="Huye",
    manager="habimana",
    start=-34,
    end=20,
    groups=(
        People("HF", "Fathers of Tumba", "FATHER_GROUP", "MEN", "Tumba", 20),
        People("HM", "Mothers of Tumba", "MOTHER_GROUP", "WOMEN", "Tumba", 20),
    ),
    works=(
        Work(
            "FK",
            "Fathers' kitchen",
            "CONSCIENTIZATION",
            "MEN",
            "HF",
            -30,
            8,
            MEN_ON_CARE,
            lead="gasana",
            feedback=None,
        ),
        Work(
            "MN",
            "Mothers' nutrition circle",
            "WGE",
            "WOMEN",
            "HM",
            -20,
            8,
            topics("T15 T05"),
            every=4,
            lead="gasana",
        ),
    ),
    ties=(Tie("FK", "MN", status="PROPOSED"),),
    allies=(Ally("Abagabo Twiyubake", "TECHNICAL"),),
    shows=frozenset({"R1 LINK_NOT_AGREED", "R4", "R9", "R19", "R21 OVERDUE"}),
)

IMBUTO_COUPLES = Story(
    office="RW",
    code="IM",
    name="Imbuto Couples",
    summary="Young couples talk about money, care and conflict",
    place="Ngoma",
    manager="habimana",
    start=-20,
    end=30,
    groups=(
        People("RC", "Couples of Rukira", "COUPLES_GROUP", "COUPLES", "Rukira", 28, True, ages=(18, 30)),
        People("RS", "Rukira savings circle", "VSLA", "WOMEN", "Rukira", 25, origin="EXISTING"),
    ),
    works=(
        Work(
            "YC",
            "Young couples' curriculum",
            "INTIMATE_DIALOGUES",
            "COUPLES",
            "RC",
            -14,
            10,
            topics("T03 T24 T07 T12 T04 T11 T14 T18"),
            lead="ingabire",
            day=1,
        ),
        Work("SC", "Savings circle", "WGE", "WOMEN", "RS", -18, 20, SAVINGS, lead="ingabire", day=3),
    ),
    ties=(
        Tie("YC", "SC", "ENTRY_VIA_WOMENS_GROUP", "Couples were invited by members of the savings circle."),
    ),
    allies=(NETWORK,),
    shows=frozenset({"R5 WOMEN_NOT_YET", "R5 MEN_NOT_YET", "R8"}),
)

ALLIES_OF_NYAMAGABE = Story(
    office="RW",
    code="AG",
    name="Allies of Nyamagabe",
    summary="Men speak up for shared care, in the street and at home",
    place="Nyamagabe",
    manager="habimana",
    start=-16,
    end=24,
    groups=(
        People("GA", "Gasaka ally network", "ALLY_NETWORK", "MEN", "Gasaka", 14),
        People("GW", "Gasaka women's circle", "WOMENS_GROUP", "WOMEN", "Gasaka", 18, origin="EXISTING"),
    ),
    works=(
        Work("AN", "Ally network", "BUILDING_BASE", "MEN", "GA", -6, 12, ALLIES, lead="gasana"),
        Work(
            "ST",
            "Street theatre",
            "STEPPING_OUT",
            "COMMUNITY",
            "GA",
            -2,
            8,
            topics("T34"),
            every=2,
            lead="gasana",
            also_leads="mukamana",
            came=({"women": 80, "men": 95, "girls": 40, "boys": 52},),
            minutes=90,
        ),
        Work("WC", "Women's circle", "WGE", "WOMEN", "GW", -14, 14, topics("T05 T08 T13 T02"), lead="gasana"),
    ),
    ties=(
        Tie(
            "AN",
            "WC",
            "ACCOUNTABILITY_FEEDBACK",
            "The women's circle hears each month what the allies plan, and changes it.",
        ),
    ),
    allies=(NETWORK,),
    shows=frozenset({"R16 NO_CONSCIENTIZATION", "R16 NO_BASE"}),
)

SAVINGS_AND_VOICE = Story(
    office="RW",
    code="SV",
    name="Savings and Voice",
    summary="Savings groups, market access and women's organizing",
    place="Ngoma",
    manager="uwase",
    start=-50,
    end=26,
    groups=(
        People("NV", "Ngoma savings circle", "VSLA", "WOMEN", "Rukira", 30, origin="EXISTING"),
        People("NO", "Women organizers of Ngoma", "WOMENS_GROUP", "WOMEN", "Rukira", 12),
    ),
    works=(
        Work("NS", "Savings and market access", "WGE", "WOMEN", "NV", -40, 10, SAVINGS),
        Work(
            "WO",
            "Women's organizing",
            "WGE",
            "WOMEN",
            "NO",
            -36,
            14,
            topics("T13 T02 T05+T13 T02"),
            every=2,
            day=3,
            stand_alone="The organizers decided to meet on their own until they have their own demands.",
        ),
    ),
    shows=frozenset({"R19", "R23 RESPOND", "R23 MITIGATE"}),
)

VILLAGES = ("Tumba", "Mbazi", "Ngoma", "Save")


def club(number, village):
    """A girls' and a boys' club of one village, on the same days of the week, linked with each other."""
    people = (
        People(f"G{number}", f"Girls' club of {village}", "GIRLS_CLUB", "GIRLS", "Tumba", 24, ages=(12, 16)),
        People(f"B{number}", f"Boys' club of {village}", "BOYS_CLUB", "BOYS", "Tumba", 22, ages=(12, 16)),
    )
    works = tuple(
        Work(
            f"{side}{number}",
            f"{title} of {village}",
            "CONSCIENTIZATION",
            space,
            f"{side}{number}",
            -52,
            24,
            GIRLS if side == "G" else BOYS,
            day=number,
            lead="gasana",
        )
        for side, title, space in (("G", "Girls' club", "GIRLS"), ("B", "Boys' club", "BOYS"))
    )
    return people, works, (Tie(f"G{number}", f"B{number}"),)


CLUBS = [club(number, village) for number, village in enumerate(VILLAGES, 1)]
YOUTH_CLUBS = Story(
    office="RW",
    code="YC",
    name="Youth Clubs of Huye",
    summary="Girls' and boys' clubs in four villages, and a forum of both",
    place="Huye",
    manager="habimana",
    start=-54,
    end=30,
    groups=(
        *(people for pair, _works, _ties in CLUBS for people in pair),
        People(
            "YF", "Youth forum of Huye", "YOUTH_CLUB", "MIXED_YOUTH", "Tumba", 60, counted=True, ages=(12, 16)
        ),
    ),
    works=(
        *(work for _pair, works, _ties in CLUBS for work in works),
        Work(
            "YF",
            "Youth forum",
            "SYNCHRONIZATION",
            "MIXED_YOUTH",
            "YF",
            -40,
            24,
            topics("T10 T08 T12 T02"),
            every=4,
            lead="gasana",
            came=({"girls": 31, "boys": 27},),
        ),
    ),
    ties=(
        *(tie for _pair, _works, ties in CLUBS for tie in ties),
        *(
            Tie(f"G{n}", "YF", "BRIDGES_TO_MIXED", "Each club sends its question to the forum.")
            for n in (1, 2, 3, 4)
        ),
    ),
    allies=(NETWORK,),
)

STORIES = (
    KIREHE_TOGETHER,
    FATHERS_FOR_NUTRITION,
    IMBUTO_COUPLES,
    ALLIES_OF_NYAMAGABE,
    SAVINGS_AND_VOICE,
    YOUTH_CLUBS,
)
