"""R10 and R11 in words: what was seen, with its figures, and what can be done."""

import pytest

from programs.messages import remedies, sentence
from programs.sentences.safety import SECTORS, STEPS, step_name
from programs.sequencing.audit import audit
from programs.sequencing.readiness import DROPS, LADDER
from programs.sequencing.rules.safety import CHILDREN, MANDATORY

from .facts import SITE, TRAINING, T, couples, day, facilitator, held, led, men, pathway, planned
from .test_safety import GUIDE, safe, trained, without

PLACE = {"places": (SITE,)}
OLD = (pathway(verified="1 Dec 2025"),)
UNREAD = facilitator("Bo", acknowledged=())
UNREAD_TOO = facilitator("Cy", acknowledged=())
HALF = facilitator("Di", skills=(*TRAINING, "PSEA", "PSYCHOSOCIAL"), gender="woman")


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        pytest.param(
            safe(couples(**PLACE), pathways=()),
            "Do not go on with “Work X1”: no referral pathway is in use for Kirehe. People may tell of harm"
            " and have nowhere safe to go.",
            id="no pathway",
        ),
        pytest.param(
            safe(couples(**PLACE), pathways=OLD),
            "Do not go on with “Work X1”: the pathway for Kirehe has to be verified again, it last was on"
            " 1 December 2025. People may tell of harm and have nowhere safe to go.",
            id="expired",
        ),
        pytest.param(
            safe(couples(**PLACE), pathways=(pathway(verified=None),)),
            "Do not go on with “Work X1”: the pathway for Kirehe has to be verified again. People may tell"
            " of harm and have nowhere safe to go.",
            id="never verified",
        ),
        pytest.param(
            safe(couples(**PLACE), pathways=(without("SAFETY"),)),
            "Do not go on with “Work X1”: the pathway for Kirehe leads to no open service for safety. People"
            " may tell of harm and have nowhere safe to go.",
            id="a service is missing",
        ),
        pytest.param(
            safe(men(held(9, "T24"), **PLACE), pathways=(GUIDE,)),
            "For “Work M1”, no referral pathway is in use for Kirehe. Only a pocket guide names help"
            " elsewhere: keep it at hand.",
            id="pocket guide",
        ),
        pytest.param(
            safe(couples(**led(UNREAD)), people=(UNREAD,)),
            "Bo leads “Work X1” and has not acknowledged version 1 of the protocol.",
            id="protocol, one",
        ),
        pytest.param(
            safe(couples(**led(UNREAD, UNREAD_TOO)), people=(UNREAD, UNREAD_TOO)),
            "Bo, Cy lead “Work X1” and have not acknowledged version 1 of the protocol.",
            id="protocol, two",
        ),
        pytest.param(
            safe(couples(**led(UNREAD)), people=(UNREAD,), protocols=()),
            "No protocol is in force, so nobody who leads “Work X1” can have read it.",
            id="no protocol",
        ),
        pytest.param(
            safe(men(planned("10 Jul", "T24"), **led(trained())), people=(trained(),)),
            "“Work M1” on 10 July 2026: Bo not yet ready for: Domestic and intimate partner violence. Nearest"
            " to it lacks: two sessions observed and found good.",
            id="not ready",
        ),
        pytest.param(
            safe(men(planned("10 Jul", space="COUPLES"), **led(trained())), people=(trained(),)),
            "“Work M1” on 10 July 2026: Bo not yet ready for: talk with couples and families. Nearest to it"
            " lacks: two sessions observed and found good.",
            id="not ready for couples",
        ),
        pytest.param(
            safe(men(planned("10 Jul", "T24"), **led()), people=()),
            "Nobody who is there leads “Work M1” on 10 July 2026, about: Domestic and intimate partner"
            " violence.",
            id="nobody",
        ),
        pytest.param(
            safe(
                men(planned("10 Jul", "T24"), **led(trained())),
                people=(facilitator("Bo", suspended=((day(9), None),)),),
            ),
            "“Work M1” on 10 July 2026: Bo not ready for: Domestic and intimate partner violence.",
            id="suspended: why is nobody's business",
        ),
        pytest.param(
            safe(couples(planned("10 Jul"), **led(HALF)), people=(HALF,)),
            "On 10 July 2026 nobody who leads “Work X1” has this skill in date: Conflict resolution,"
            " Counseling.",
            id="skills",
        ),
        pytest.param(
            safe(couples(planned("10 Jul"), **led(HALF)), people=(HALF,)),
            "No man is on the team that leads “Work X1” on 10 July 2026.",
            id="no man",
        ),
        pytest.param(
            safe(couples(planned("10 Jul"), **led(who=("Ed",))), people=(facilitator("Ed", gender="man"),)),
            "No woman is on the team that leads “Work X1” on 10 July 2026.",
            id="no woman",
        ),
    ],
)
def test_a_finding_says_what_was_seen(program, expected):
    assert expected in [sentence(f) for f in audit(program, T) if f.rule in ("R10", "R11")]


def test_all_that_may_lack_has_a_name():
    assert {f"MISSING_{sector}" for sector in (*MANDATORY, CHILDREN)} == SECTORS.keys()
    codes = [step.code for step in LADDER] + [drop.code for drop in DROPS]
    assert all(step_name(code) for code in codes)
    assert {*STEPS} <= {*codes}
    assert step_name("PSEA") == "training: Preventing sexual exploitation and abuse"


@pytest.mark.parametrize(
    ("program", "reason", "words"),
    [
        (safe(couples(**PLACE), pathways=()), "NO_PATHWAY", "set up and verify"),
        (safe(couples(**PLACE), pathways=OLD), "EXPIRED", "verify the pathway again"),
        (safe(couples(**PLACE), pathways=(without("HEALTH"),)), "MISSING_HEALTH", "open service"),
        (safe(couples(**led(UNREAD)), people=(UNREAD,)), "PROTOCOL", "acknowledge it"),
        (safe(men(held(9, "T24"), **led()), people=()), "NOT_READY", "colleague who is ready"),
        (safe(couples(held(9), **led(HALF)), people=(HALF,)), "SKILLS", "this skill"),
        (safe(couples(held(9), **led(HALF)), people=(HALF,)), "GENDER", "a woman or a man"),
    ],
)
def test_each_reason_has_its_own_remedies(program, reason, words):
    (found,) = [f for f in audit(program, T) if f.reason == reason]
    assert words in remedies(found)[0]
