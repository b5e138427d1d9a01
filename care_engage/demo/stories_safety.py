"""Programs that are well linked and not yet safe: what R10 and R11 are about. All of it is invented."""

from .shapes import People, Story, Work, topics

ENTRY = topics("T01 T03 T05 T07 T03 T05")


def dialogue(code, title, space, group, lead):
    return Work(code, title, "INTIMATE_DIALOGUES", space, group, -6, 20, ENTRY, every=2, lead=lead)


MUSANZE = Story(
    office="RW",
    code="MU",
    name="Musanze Couples",
    summary="Couples talk about money and care",
    place="Musanze",
    manager="habimana",
    start=-8,
    end=40,
    groups=(People("MC", "Couples of Muhoza", "COUPLES_GROUP", "COUPLES", "Muhoza", 20, True),),
    works=(dialogue("DM", "Dialogues in Muhoza", "COUPLES", "MC", "keza"),),
    shows=frozenset({"R10 EXPIRED", "R11 NOT_READY", "R11 SKILLS"}),
)

KARONGI = Story(
    office="RW",
    code="KR",
    name="Karongi Couples",
    summary="Couples by the lake share decisions",
    place="Karongi",
    manager="habimana",
    start=-8,
    end=40,
    groups=(People("KC", "Couples of Bwishyura", "COUPLES_GROUP", "COUPLES", "Bwishyura", 20, True),),
    works=(dialogue("DB", "Dialogues in Bwishyura", "COUPLES", "KC", "hirwa"),),
    shows=frozenset({"R10 NO_PATHWAY", "R11 GENDER"}),
)

ITABA = Story(
    office="BI",
    code="IF",
    name="Familles d’Itaba",
    summary="Wives, in-laws and adolescents listen to each other",
    place="Gitega",
    manager="ndayi",
    start=-8,
    end=40,
    groups=(People("FI", "Families of Itaba", "HOUSEHOLD_GROUP", "HOUSEHOLD", "Itaba", 20, True),),
    works=(dialogue("DI", "Family evenings", "HOUSEHOLD", "FI", "niyo"),),
    shows=frozenset({"R10 MISSING_CHILD_PROTECTION"}),
)

RUPANDEHI = Story(
    office="NP",
    code="RC",
    name="Rupandehi Couples",
    summary="Young couples plan together",
    place="Rupandehi",
    manager="tharu",
    start=-8,
    end=40,
    groups=(People("RC", "Couples of Lumbini", "COUPLES_GROUP", "COUPLES", "Lumbini", 20, True),),
    works=(dialogue("DL", "Dialogues in Lumbini", "COUPLES", "RC", "thapa"),),
    shows=frozenset({"R10 PROTOCOL", "R11 NOT_READY", "R12"}),
)

JANAKPUR = Story(
    office="NP",
    code="JW",
    name="Janakpur Women Speak",
    summary="Women far from any specialist, with a pocket guide",
    place="Dhanusha",
    manager="tharu",
    start=-10,
    end=40,
    groups=(People("JW", "Women of Janakpur", "WOMENS_GROUP", "WOMEN", "Janakpur", 20),),
    works=(
        Work(
            "WJ",
            "Women's circle",
            "CONSCIENTIZATION",
            "WOMEN",
            "JW",
            -8,
            10,
            topics("T01 T02 T05 T08 T13 T24 T03"),
            lead="yadav",
        ),
    ),
    shows=frozenset({"R10 NO_PATHWAY"}),
)

STORIES = (MUSANZE, KARONGI, ITABA, RUPANDEHI, JANAKPUR)
