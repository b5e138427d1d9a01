"""What holds of every plan, whatever is in it."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from programs.sequencing.audit import NEVER_DISMISSED, RULES, audit
from programs.sequencing.finding import SEVERITIES
from programs.sequencing.plan import Session
from programs.sequencing.standing import STANDINGS, link_status

from . import strategies
from .facts import T, link, plan, women
from .facts import activity as work

plans = strategies.plans()


def verdict(program, on=T):
    """What the rules say of a program: everything but the words."""
    return [(f.rule, f.subject, f.reason, f.topic, f.severity) for f in audit(program, on)]


def alone(program):
    return {f.subject for f in audit(program, T) if f.rule == "R1"}


def with_interventions(program, change):
    """The program with every intervention changed."""
    return replace(program, own=tuple(map(change, program.own)), others=tuple(map(change, program.others)))


def with_sessions(program, change):
    """The program with the sessions of every intervention changed."""
    return with_interventions(program, lambda i: replace(i, sessions=tuple(change(i.sessions))))


@given(plans)
def test_an_audit_always_ends_in_findings_of_known_rules(program):
    for finding in audit(program, T):
        assert finding.severity in SEVERITIES
        assert finding.name in {rule.__name__ for rule in RULES}


@given(plans)
def test_each_finding_comes_once(program):
    found = Counter((f.rule, f.subject, f.reason, f.topic) for f in audit(program, T))
    assert [key for key, times in found.items() if times > 1] == []


@given(plans)
def test_every_men_only_intervention_has_one_standing(program):
    standings = link_status(program, T)
    assert {*standings.values()} <= {*STANDINGS}
    if program.status in ("ACTIVE", "CLOSING"):
        found = {(f.rule, f.subject) for f in audit(program, T)}
        assert {key for key, word in standings.items() if word == "UNLINKED"} == alone(program)
        assert all(("R2", key) in found for key, word in standings.items() if word == "STALE")
        assert all(("R3", key) in found for key, word in standings.items() if word == "GAP")


@given(plans, st.sampled_from(strategies.KEYS))
def test_an_agreed_timely_live_womens_link_never_creates_r1_and_takes_it_away(program, key):
    before = alone(program)
    with_women = women(code="W", starts=date(2020, 1, 1), ends=date(2030, 1, 1), program=2)
    program = replace(
        program,
        others=(*program.others, with_women),
        links=(*program.links, link(key, "W", "BRIDGES_TO_MIXED")),
    )
    assert alone(program) == before - {key}


@given(
    plans, st.sampled_from(strategies.KEYS), st.sampled_from(["BOYS", "MEN", "COMMUNITY", "STAFF", "LGBTQ"])
)
def test_a_counterpart_of_another_kind_never_takes_r1_away(program, key, space):
    other = work("O", space, date(2020, 1, 1), date(2030, 1, 1), program=2)
    linked = replace(
        program, others=(*program.others, other), links=(*program.links, link(key, "O", "BRIDGES_TO_MIXED"))
    )
    assert alone(linked) == alone(program)


def until(day, on=T):
    return day if day is not None and day <= on else None


def as_known_on_the_day(program):
    """The program without anything that is dated after T.

    The last contact with a partner and the last confirmation of a link stay: earlier ones are not kept.
    """
    program = with_sessions(
        program, lambda sessions: [s for s in sessions if s.held_on is None or s.held_on <= T]
    )
    program = with_interventions(
        program, lambda i: replace(i, waivers=tuple(w for w in i.waivers if w.recorded_on <= T))
    )
    return replace(
        program,
        externals=tuple(
            replace(e, held_on=tuple(day for day in e.held_on if day <= T)) for e in program.externals
        ),
        feedback=program.feedback
        and tuple(
            replace(word, responded_on=until(word.responded_on))
            for word in program.feedback
            if word.given_on <= T
        ),
        pathways=program.pathways
        and tuple(
            one if until(one.verified_on) else replace(one, verified_on=None) for one in program.pathways
        ),
        facilitators=program.facilitators and tuple(map(as_known, program.facilitators)),
        protocols=tuple(one for one in program.protocols if one[1] <= T),
        **people_as_known(program),
        gbv_plan=program.gbv_plan and tuple(one for one in program.gbv_plan if one.reviewed_on <= T),
        inclusion=program.inclusion and tuple(one for one in program.inclusion if one.decided_on <= T),
    )


def states_until(states):
    return tuple((state, since) for state, since in states if since <= T)


def people_as_known(program):
    return {
        "groups": tuple(
            replace(
                one,
                guardian_consent_on=until(one.guardian_consent_on),
                child_assent_on=until(one.child_assent_on),
            )
            for one in program.groups
        ),
        "change_agents": program.change_agents
        and tuple(
            one._replace(states=states_until(one.states), supported_on=until(one.supported_on))
            for one in program.change_agents
        ),
        "appearances": tuple(one for one in program.appearances if one.planned or one.on <= T),
        "concerns": tuple(
            one._replace(states=states_until(one.states), acted_on=tuple(filter(until, one.acted_on)))
            for one in program.concerns
            if one.opened_on <= T
        ),
        "stories": tuple(
            one._replace(
                states=states_until(one.states),
                consents=tuple(
                    each._replace(
                        given_on=until(each.given_on),
                        withdrawn_on=until(each.withdrawn_on),
                        guardian_on=until(each.guardian_on),
                        assent_on=until(each.assent_on),
                    )
                    for each in one.consents
                ),
            )
            for one in program.stories
        ),
    }


def as_known(who):
    return replace(
        who,
        skills=tuple(one for one in who.skills if one.obtained_on <= T),
        reflections=tuple(filter(until, who.reflections)),
        observations=tuple(one for one in who.observations if one.on <= T),
        acknowledged=tuple(one for one in who.acknowledged if one[1] <= T),
        suspended=tuple(one for one in who.suspended if one[0] <= T),
    )


@given(plans)
def test_nothing_dated_after_the_day_matters(program):
    assert audit(program, T) == audit(as_known_on_the_day(program), T)
    assert link_status(program, T) == link_status(as_known_on_the_day(program), T)


@given(plans, st.randoms())
def test_a_cancelled_or_postponed_session_never_changes_a_verdict(program, random):
    def add(sessions):
        more = [
            Session(
                random.choice(["CANCELLED", "POSTPONED"]),
                T - timedelta(random.randint(-99, 400)),
                None,
                *what,
            )
            for what in [("COUPLES", ("T24", "T05")), ("MEN", ("T24",)), ("WOMEN", ("T06", "T26"))]
        ]
        return [*sessions, *more]

    assert audit(with_sessions(program, add), T) == audit(program, T)


@given(plans, st.randoms())
def test_the_order_of_rows_never_matters(program, random):
    def shuffled(rows):
        return rows and tuple(random.sample(rows, len(rows)))

    turned = with_sessions(program, shuffled)
    turned = with_interventions(
        turned,
        lambda i: replace(
            i,
            group_keys=shuffled(i.group_keys),
            places=shuffled(i.places),
            facilitators=shuffled(i.facilitators),
        ),
    )
    if turned.facilitators:
        turned = replace(
            turned,
            facilitators=tuple(
                replace(
                    who,
                    skills=shuffled(who.skills),
                    reflections=shuffled(who.reflections),
                    observations=shuffled(who.observations),
                    acknowledged=shuffled(who.acknowledged),
                )
                for who in turned.facilitators
            ),
        )
    turned = replace(
        turned,
        **{
            name: shuffled(getattr(turned, name))
            for name in (
                *("own", "others", "externals", "groups", "links", "partners", "feedback"),
                *("pathways", "facilitators", "protocols", "gbv_plan", "inclusion"),
                *("change_agents", "appearances", "concerns", "stories"),
            )
        },
    )
    assert audit(turned, T) == audit(program, T)


@given(plans, st.integers(-3000, 3000))
def test_when_it_happened_matters_only_as_seen_from_the_day(program, days):
    def moved(day):
        return None if day is None else day + timedelta(days)

    def later(intervention):
        return replace(
            intervention,
            starts_on=moved(intervention.starts_on),
            ends_on=moved(intervention.ends_on),
            waivers=tuple(replace(w, recorded_on=moved(w.recorded_on)) for w in intervention.waivers),
            sessions=tuple(
                s._replace(planned_on=moved(s.planned_on), held_on=moved(s.held_on))
                for s in intervention.sessions
            ),
        )

    shifted = replace(
        with_interventions(program, later),
        starts_on=moved(program.starts_on),
        externals=tuple(
            replace(
                e,
                starts_on=moved(e.starts_on),
                ends_on=moved(e.ends_on),
                held_on=tuple(map(moved, e.held_on)),
            )
            for e in program.externals
        ),
        links=tuple(replace(one, confirmed_on=moved(one.confirmed_on)) for one in program.links),
        partners=program.partners
        and tuple(
            replace(p, first_contact_on=moved(p.first_contact_on), last_contact_on=moved(p.last_contact_on))
            for p in program.partners
        ),
        feedback=program.feedback
        and tuple(
            replace(word, given_on=moved(word.given_on), responded_on=moved(word.responded_on))
            for word in program.feedback
        ),
        **people_moved(program, moved),
        gbv_plan=program.gbv_plan
        and tuple(one._replace(reviewed_on=moved(one.reviewed_on)) for one in program.gbv_plan),
        inclusion=program.inclusion
        and tuple(one._replace(decided_on=moved(one.decided_on)) for one in program.inclusion),
        **safeguards_moved(program, moved),
    )
    assert verdict(shifted, moved(T)) == verdict(program)


def people_moved(program, moved):
    def states(of):
        return tuple((state, moved(since)) for state, since in of.states)

    return {
        "groups": tuple(
            replace(
                one,
                guardian_consent_on=moved(one.guardian_consent_on),
                child_assent_on=moved(one.child_assent_on),
            )
            for one in program.groups
        ),
        "change_agents": program.change_agents
        and tuple(
            one._replace(states=states(one), supported_on=moved(one.supported_on))
            for one in program.change_agents
        ),
        "appearances": tuple(one._replace(on=moved(one.on)) for one in program.appearances),
        "concerns": tuple(
            one._replace(
                opened_on=moved(one.opened_on),
                states=states(one),
                acted_on=tuple(map(moved, one.acted_on)),
            )
            for one in program.concerns
        ),
        "stories": tuple(
            one._replace(
                states=states(one),
                shown_on=moved(one.shown_on),
                consents=tuple(
                    each._replace(
                        **{
                            name: moved(getattr(each, name))
                            for name in ("given_on", "expires_on", "withdrawn_on", "guardian_on", "assent_on")
                        }
                    )
                    for each in one.consents
                ),
            )
            for one in program.stories
        ),
    }


def safeguards_moved(program, moved):
    return {
        "pathways": program.pathways
        and tuple(
            replace(
                one,
                verified_on=moved(one.verified_on),
                review_on=moved(one.review_on),
                services=tuple(
                    replace(each, trusted_until=moved(each.trusted_until)) for each in one.services
                ),
            )
            for one in program.pathways
        ),
        "protocols": tuple((version, moved(since)) for version, since in program.protocols),
        "facilitators": program.facilitators
        and tuple(
            replace(
                who,
                left_on=moved(who.left_on),
                skills=tuple(
                    replace(one, obtained_on=moved(one.obtained_on), expires_on=moved(one.expires_on))
                    for one in who.skills
                ),
                reflections=tuple(map(moved, who.reflections)),
                observations=tuple(replace(one, on=moved(one.on)) for one in who.observations),
                acknowledged=tuple((version, moved(on)) for version, on in who.acknowledged),
                suspended=tuple((moved(since), moved(end)) for since, end in who.suspended),
            )
            for who in program.facilitators
        ),
    }


NOTHING = {"pathways": (), "facilitators": (), "protocols": ()}


@given(plans)
def test_what_makes_ready_never_raises_an_alarm(program):
    """Pathways, people and protocols only ever take findings away; without any of them all are there."""
    told = replace(program, pathways=program.pathways or (), facilitators=program.facilitators or ())
    needs = {f.subject for f in audit(told, T) if f.rule == "R10" and f.reason != "PROTOCOL"}
    assert needs <= {f.subject for f in audit(replace(told, **NOTHING), T) if f.rule == "R10"}
    unready = {(f.subject, f.topic) for f in audit(told, T) if (f.rule, f.reason) == ("R11", "NOT_READY")}
    bare = audit(replace(told, **NOTHING), T)
    assert unready <= {(f.subject, f.topic) for f in bare if (f.rule, f.reason) == ("R11", "NOT_READY")}


@given(plans)
def test_safety_and_the_other_rules_do_not_meddle(program):
    about_leading = NEVER_DISMISSED | {"R12"}
    others = [finding for finding in verdict(program) if finding[0] not in about_leading]
    bare = verdict(replace(program, **NOTHING))
    assert [finding for finding in bare if finding[0] not in about_leading] == others


@given(plans)
def test_what_nobody_said_is_not_held_against_a_program(program):
    unknown = replace(program, partners=None, feedback=None, topics={}, pathways=None, facilitators=None)
    unknown = replace(unknown, gbv_plan=None, inclusion=None, change_agents=None, concerns=(), stories=())
    rules = {f.rule for f in audit(unknown, T)}
    assert not rules & {"R5", "R6", "R7", "R8", "R9", "R10", "R11", "R17", "R21", "R23", "R25"}
    assert not rules & {"R12", "R13", "R14", "R22", "R24"}
    assert {f.reason for f in audit(unknown, T) if f.rule == "R15"} <= {"NO_CHECK"}
    reasons = {f.reason for f in audit(unknown, T) if f.rule == "R18"}
    assert reasons <= {"RISK_ONLY"}


@given(plans)
def test_work_that_is_drafted_or_called_off_is_no_subject(program):
    idle = {i.code for i in program.own if i.status in ("DRAFT", "CANCELLED")}
    assert not idle & {f.subject for f in audit(program, T) if f.kind == "intervention"}


@given(plans)
def test_other_programs_are_no_subject(program):
    assert not {f.subject for f in audit(program, T)} & {*strategies.OTHERS, *strategies.EXTERNALS}


@given(plans)
def test_a_program_that_is_not_running_has_nothing_to_repair(program):
    for status in ("CONCEPT", "SUSPENDED", "CLOSED"):
        assert audit(replace(program, status=status), T) == []


@given(plans)
def test_a_program_in_design_hears_less_of_the_same(program):
    in_full = verdict(replace(program, status="ACTIVE"))
    designed = verdict(replace(program, status="DESIGN"))
    assert [finding for finding in in_full if finding[0] in ("R1", "R5", "R8", "R10", "R16")] == designed


def test_an_empty_program_has_nothing_to_repair():
    assert audit(plan(), T) == []
    assert link_status(plan(), T) == {}
