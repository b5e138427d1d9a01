"""The ladder of readiness, rung by rung and day by day. T is 1 July 2026."""

from datetime import date

import pytest

from programs.sequencing.limits import Limits
from programs.sequencing.readiness import STATES, readiness

from .facts import INTIMATE, PROTOCOLS, TRAINING, T, day, facilitator, observed, skill

ALL = (*TRAINING, "PSEA")
NEW = (*PROTOCOLS, (2, day("1 Jun")))  # a second version came into force 30 days before T


def state(who, on=T, known=None, protocols=PROTOCOLS, limits=None):
    found = readiness(who, protocols, known or on, on, limits or Limits())
    return found.state, found.missing


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, ("READY_SENSITIVE", ()), id="ready"),
        pytest.param({"reflections": ()}, ("NOT_STARTED", ("REFLECTIONS",)), id="nothing yet"),
        pytest.param(
            {"reflections": (day("5 Jan"),)}, ("NOT_STARTED", ("REFLECTIONS",)), id="one reflection"
        ),
        pytest.param({"skills": ()}, ("REFLECTING", TRAINING), id="no training"),
        pytest.param({"skills": ("PSEA", *TRAINING[1:])}, ("REFLECTING", TRAINING[:1]), id="no facilitation"),
        pytest.param({"skills": ("PSEA", *TRAINING[::2])}, ("REFLECTING", TRAINING[1:2]), id="no gender"),
        pytest.param({"skills": ("PSEA", *TRAINING[:2])}, ("REFLECTING", TRAINING[2:]), id="no disclosure"),
        pytest.param({"observations": ()}, ("TRAINED", ("OBSERVATIONS",)), id="never observed"),
        pytest.param(
            {"observations": (observed("1 Feb"), observed("1 Mar", 2))},
            ("TRAINED", ("OBSERVATIONS",)),
            id="one good observation",
        ),
        pytest.param(
            {"observations": (observed("1 Feb", 4), observed("1 Mar", 4))},
            ("READY_SENSITIVE", ()),
            id="4 is good",
        ),
        pytest.param({"acknowledged": ()}, ("OBSERVED", ("PROTOCOL",)), id="protocol not read"),
        pytest.param({"acknowledged": ((2, T),)}, ("OBSERVED", ("PROTOCOL",)), id="read another one"),
        pytest.param({"skills": TRAINING}, ("OBSERVED", ("PSEA",)), id="no PSEA"),
        pytest.param(
            {"observations": (observed("1 Mar"), observed("1 Feb"), observed("2 Mar", 3, False))},
            ("OBSERVED", ("SAFE",)),
            id="the last observer has doubts",
        ),
        pytest.param(
            {
                "observations": (
                    observed("1 Mar", 3, False),
                    observed("2 Mar", 3),
                    observed("1 Feb", 1, False),
                )
            },
            ("READY_SENSITIVE", ()),
            id="doubts of an earlier observer",
        ),
        pytest.param(
            {"observations": (observed("1 Mar", 3, False), observed("1 Mar"))},
            ("OBSERVED", ("SAFE",)),
            id="two on one day: the doubt counts",
        ),
        pytest.param(
            {"skills": TRAINING, "acknowledged": ()}, ("OBSERVED", ("PROTOCOL", "PSEA")), id="two are missing"
        ),
        pytest.param(
            {"reflections": (), "skills": ()},
            ("NOT_STARTED", ("REFLECTIONS",)),
            id="only the next rung is told",
        ),
    ],
)
def test_each_rung_asks_for_its_own(changes, expected):
    assert state(facilitator(**changes)) == expected


def test_the_rungs_are_in_order():
    assert STATES == ("NOT_STARTED", "REFLECTING", "TRAINED", "OBSERVED", "READY_SENSITIVE")
    rungs = [
        readiness(facilitator(**changes), PROTOCOLS, T, T, Limits()).rung
        for changes in ({"reflections": ()}, {"skills": ()}, {"observations": ()}, {"acknowledged": ()}, {})
    ]
    assert rungs == [0, 1, 2, 3, 4]


def trained_on(*days):
    return tuple(skill(code, on) for code, on in zip(ALL, days, strict=True))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"skills": trained_on(730, 10, 10, 10)}, ("READY_SENSITIVE", ()), id="730 days"),
        pytest.param(
            {"skills": trained_on(731, 10, 10, 10)},
            ("OBSERVED", ("TRAINING_OLD",)),
            id="731 days, the oldest",
        ),
        pytest.param(
            {"skills": trained_on(10, 10, 10, 999)}, ("READY_SENSITIVE", ()), id="PSEA has its own end"
        ),
        pytest.param(
            {"skills": (*trained_on(731, 10, 10, 10), skill("FACILITATION", 5))},
            ("READY_SENSITIVE", ()),
            id="trained again",
        ),
        pytest.param(
            {"skills": (skill("FACILITATION", 5), *trained_on(731, 10, 10, 10))},
            ("READY_SENSITIVE", ()),
            id="trained again, in any order",
        ),
        pytest.param(
            {"observations": (observed(365), observed(365))}, ("READY_SENSITIVE", ()), id="365 days"
        ),
        pytest.param(
            {"observations": (observed(366), observed(400))},
            ("OBSERVED", ("OBSERVATION_OLD",)),
            id="366 days",
        ),
        pytest.param(
            {"observations": (observed(366), observed(400), observed(5, 2))},
            ("OBSERVED", ("OBSERVATION_OLD",)),
            id="a poor one does not renew",
        ),
        pytest.param(
            {"observations": (observed(400), observed(365))},
            ("READY_SENSITIVE", ()),
            id="the last one counts",
        ),
        pytest.param(
            {"skills": trained_on(731, 10, 10, 10), "observations": (observed(366), observed(400))},
            ("TRAINED", ("TRAINING_OLD", "OBSERVATION_OLD")),
            id="two drops, two rungs",
        ),
        pytest.param(
            {"skills": trained_on(731, 10, 10, 10), "observations": ()},
            ("REFLECTING", ("TRAINING_OLD",)),
            id="from trained to reflecting",
        ),
        pytest.param(
            {"observations": (observed(366), observed(400)), "acknowledged": ()},
            ("TRAINED", ("OBSERVATION_OLD",)),
            id="from observed to trained",
        ),
        pytest.param(
            {"skills": (*ALL[1:], skill("FACILITATION", 10, T))},
            ("READY_SENSITIVE", ()),
            id="valid to the day",
        ),
        pytest.param(
            {"skills": (*ALL[1:], skill("FACILITATION", 10, 1))},
            ("REFLECTING", ("FACILITATION",)),
            id="expired yesterday",
        ),
        pytest.param(
            {"skills": (*TRAINING, skill("PSEA", 400, 1))}, ("OBSERVED", ("PSEA",)), id="PSEA expired"
        ),
        pytest.param(
            {"skills": (*ALL[1:], skill("FACILITATION", 10, 1), skill("FACILITATION", 800))},
            ("OBSERVED", ("TRAINING_OLD",)),
            id="an older training without an end still counts",
        ),
    ],
)
def test_what_grows_old_takes_a_rung_away(changes, expected):
    assert state(facilitator(**changes)) == expected


@pytest.mark.parametrize(
    ("who", "protocols", "expected"),
    [
        pytest.param({}, (), "OBSERVED", id="no protocol in force: nobody has read it"),
        pytest.param({}, NEW, "READY_SENSITIVE", id="30 days to read the new one"),
        pytest.param({}, (*PROTOCOLS, (2, day("31 May"))), "OBSERVED", id="31 days are too long"),
        pytest.param(
            {"acknowledged": ((2, day("2 Jun")),)},
            (*PROTOCOLS, (2, day("31 May"))),
            "READY_SENSITIVE",
            id="read",
        ),
        pytest.param({"acknowledged": ((2, T),)}, NEW, "READY_SENSITIVE", id="read on the day"),
        pytest.param({"acknowledged": ()}, NEW, "OBSERVED", id="never read any"),
        pytest.param({"acknowledged": ((3, day("2 Jun")),)}, NEW, "OBSERVED", id="a draft is no version"),
        pytest.param(
            {"acknowledged": ((3, day("2 Jun")),)},
            (*NEW, (3, day("2 Jul"))),
            "OBSERVED",
            id="one of tomorrow, read beforehand, is not the one before",
        ),
        pytest.param(
            {"acknowledged": ((2, day("2 Jun")),)},
            (*PROTOCOLS, (2, day("1 May")), (3, day("20 Jun"))),
            "READY_SENSITIVE",
            id="one of the earlier ones was read",
        ),
        pytest.param({}, ((2, day("1 Jul 2025")), *PROTOCOLS), "OBSERVED", id="the highest is in force"),
        pytest.param(
            {}, (*PROTOCOLS, (2, day("2 Jul"))), "READY_SENSITIVE", id="one of tomorrow is not in force"
        ),
    ],
)
def test_the_protocol_in_force_has_been_read(who, protocols, expected):
    assert state(facilitator(**who), protocols=protocols)[0] == expected


@pytest.mark.parametrize(
    ("spells", "expected"),
    [
        pytest.param(((T, None),), "SUSPENDED", id="from today"),
        pytest.param(((day(5), T),), "SUSPENDED", id="until today"),
        pytest.param(((day(5), day(1)),), "READY_SENSITIVE", id="lifted yesterday"),
        pytest.param(((day(-1), None),), "READY_SENSITIVE", id="from tomorrow"),
        pytest.param(((day(9), day(8)), (day(5), None)), "SUSPENDED", id="again"),
    ],
)
def test_who_is_suspended_leads_nothing(spells, expected):
    found = readiness(facilitator(suspended=spells), PROTOCOLS, T, T, Limits())
    assert (found.state, found.rung, found.ready) == (
        (expected, 0, False) if expected == "SUSPENDED" else (expected, 4, True)
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"reflections": (day(9), day(-1))}, "NOT_STARTED"),
        ({"reflections": (day(9), T)}, "READY_SENSITIVE"),
        ({"skills": (*ALL[1:], skill("FACILITATION", -1))}, "REFLECTING"),
        ({"skills": (*ALL[1:], skill("FACILITATION", T))}, "READY_SENSITIVE"),
        ({"observations": (observed(9), observed(-1))}, "TRAINED"),
        ({"observations": (observed(9), observed(T))}, "READY_SENSITIVE"),
        ({"acknowledged": ((1, day(-1)),)}, "OBSERVED"),
        ({"acknowledged": ((1, T),)}, "READY_SENSITIVE"),
    ],
)
def test_what_comes_later_was_not_known_even_for_a_later_day(changes, expected):
    who = facilitator(**changes)
    assert state(who)[0] == expected
    assert state(who, on=day("20 Jul"), known=T)[0] == expected


def test_a_later_day_sees_what_will_have_grown_old_by_then():
    who = facilitator(skills=trained_on(725, 10, 10, 10))
    assert state(who, on=day("6 Jul"), known=T) == ("READY_SENSITIVE", ())
    assert state(who, on=day("7 Jul"), known=T) == ("OBSERVED", ("TRAINING_OLD",))


def test_an_earlier_day_knows_no_more_than_was_on_record_then():
    who = facilitator(reflections=(day(9), day(3)))
    assert state(who, on=day(4), known=T)[0] == "NOT_STARTED"
    assert state(who, on=day(3), known=T)[0] == "READY_SENSITIVE"


@pytest.mark.parametrize(
    ("limits", "missing"),
    [
        (Limits(training_valid=100), ("TRAINING_OLD",)),
        (Limits(observation_valid=100), ("OBSERVATION_OLD",)),
    ],
)
def test_an_office_may_ask_for_more(limits, missing):
    assert state(facilitator(), limits=limits) == ("OBSERVED", missing)


def test_an_office_may_give_less_time_to_read():
    assert state(facilitator(), protocols=NEW, limits=Limits(protocol_grace=29))[0] == "OBSERVED"
    assert date(2026, 7, 1) == T
    assert set(INTIMATE).isdisjoint(ALL)
