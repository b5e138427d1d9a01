"""Programs on people of influence, what they meet with, and children: R13 to R15, R22, R24. Invented."""

from .shapes import Ally, People, Story, Work, topics

RUKIRA_ON_STAGE = Story(
    office="RW",
    code="RS",
    name="Rukira on Stage",
    summary="Public theater on shared care, with leaders who were not yet prepared",
    place="Ngoma",
    manager="habimana",
    start=-12,
    end=30,
    groups=(),
    works=(
        Work(
            "PT",
            "Theater on market days",
            "STEPPING_OUT",
            "COMMUNITY",
            "",
            -8,
            12,
            topics("T34"),
            every=2,
            lead="gasana",
            also_leads="mukamana",
            came=({"women": 52, "men": 41},),
            minutes=90,
        ),
    ),
    allies=(Ally("Urumuri Feminist Platform", "ADVOCACY", "IN_DIALOGUE", -14, -3),),
    shows=frozenset({"R13 ON_STAGE", "R14 WOMEN_UNKNOWN", "R15 NO_ACTION", "R22 CONSENT"}),
)

GATORE_GIRLS = Story(
    office="RW",
    code="GG",
    name="Gatore Girls",
    summary="Girls talk about their bodies, led by one colleague alone",
    place="Kirehe",
    manager="uwase",
    start=-10,
    end=20,
    groups=(People("GG", "Girls' circle of Gatore", "GIRLS_CLUB", "GIRLS", "Gatore", 18, ages=(15, 17)),),
    works=(
        Work(
            "GB",
            "Growing up",
            "CONSCIENTIZATION",
            "GIRLS",
            "GG",
            -8,
            6,
            topics("T01 T10 T15 T08 T10 T02 T09 T21 T02 T21 T13 T02 T10 T15 T08"),
            day=2,
        ),
    ),
    shows=frozenset({"R24 TEAM"}),
)

STORIES = (RUKIRA_ON_STAGE, GATORE_GIRLS)
