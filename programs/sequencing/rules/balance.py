"""How much of what, and with whom: R4, R18, R20."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ..finding import Finding, about
from ..limits import Limits
from ..plan import Intervention, Session
from ..reading import Reading, is_live
from ..spaces import FEMALE, MALE, MIXED, SIDE


def leans_to_men(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R4. At most 70 % of the dialogue hours of six months are men-only (S16, S19, S103).

    Counted are the program's held sessions, whatever became of their interventions since, and those of
    the counterparts that other programs run; STAFF, COMMUNITY and LGBTQ spaces are not.
    """
    foreign = {
        other.key: other
        for own in view.plan.own
        if is_live(own)
        for other in view.counterparts(own)
        if isinstance(other, Intervention) and other.program != view.plan.key
    }
    minutes: Counter[str] = Counter()
    count = 0
    for intervention in (*view.plan.own, *foreign.values()):
        for session in view.course(intervention).held_since(view.ago(limits.recent)):
            if session.space in SIDE:
                minutes[SIDE[session.space]] += session.minutes
                count += 1
    total = minutes.total()
    if count >= limits.min_sessions and total and minutes["MALE"] / total > limits.male_share_max:
        share = minutes["MALE"] / total
        seen = {"share": share, "n": count, "hours_men": minutes["MALE"] / 60, "hours": total / 60}
        yield about(view.plan, "R4", "leans_to_men", "MEDIUM", seen=seen)


def out_of_balance(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R18. Men's reflection holds both: power with women, and their own experience (S24, S49, S51, S52).

    Looked at are sessions of six months with a topic on record that the program knows. That lowering
    risks is the only purpose shows from the plan itself, so RISK_ONLY waits for no session.
    """
    for men in view.men_only:
        lenses = [
            {view.plan.topics[code].lens for code in session.topics if code in view.plan.topics}
            for session in view.course(men).held_since(view.ago(limits.recent))
        ]
        lenses = [seen for seen in lenses if seen]
        n = len(lenses)
        if n >= limits.min_sessions:
            without = sum("POWER_AND_EQUITY" not in seen for seen in lenses)
            if without / n > limits.drift:
                seen = {"n": n, "without": without}
                yield about(men, "R18", "out_of_balance", "MEDIUM", "DRIFT", seen=seen)
            if not any("OWN_EXPERIENCE" in seen for seen in lenses):
                yield about(men, "R18", "out_of_balance", "LOW", "PROBLEMATIZING", seen={"n": n})
        if set(men.purpose) == {"RISK_MITIGATION"}:
            yield about(men, "R18", "out_of_balance", "LOW", "RISK_ONLY")


def mixed_in_name_only(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R20. A mixed space is mixed, and a space of women's or men's own is theirs (S10 to S12, S69).

    ONE_SIDED looks at the last four sessions that were held in a mixed space: a breakout of a mixed
    curriculum is meant to be one-sided. It wins over SPACE_BREACH.
    """
    for intervention in view.in_scope:
        finding = one_sided(view, intervention, limits) or breached(view, intervention, limits)
        if finding:
            yield finding


LAST_SESSIONS = 4
MANY_OF_THEM = 3


def one_sided(view: Reading, mixed: Intervention, limits: Limits) -> Finding | None:
    if mixed.space not in MIXED:
        return None
    held = [session for session in view.course(mixed).held if session.space in MIXED]
    last = sorted(held, key=in_order)[-LAST_SESSIONS:]
    uneven = [session for session in last if minority(session) < limits.minority_min]
    if len(uneven) < MANY_OF_THEM:
        return None
    women, men = sum(map(female, last)), sum(map(male, last))
    few = "women" if women < men else "men"
    seen = {"few": few, "share": min(women, men) / (women + men), "n": len(last), "uneven": len(uneven)}
    return about(mixed, "R20", "mixed_in_name_only", "MEDIUM", "ONE_SIDED", seen=seen)


def breached(view: Reading, intervention: Intervention, limits: Limits) -> Finding | None:
    breaches = [
        session
        for session in view.course(intervention).held_since(view.ago(limits.recent))
        if (session.space in FEMALE and male(session)) or (session.space in MALE and female(session))
    ]
    if not breaches:
        return None
    last = max(breaches, key=in_order)
    others = male(last) if last.space in FEMALE else female(last)
    seen = {"n": len(breaches), "on": last.held_on, "session_space": last.space, "others": others}
    return about(intervention, "R20", "mixed_in_name_only", "HIGH", "SPACE_BREACH", seen=seen)


def female(session: Session) -> int:
    return session.women + session.girls


def male(session: Session) -> int:
    return session.men + session.boys


def minority(session: Session) -> float:
    """The share of the smaller side, 0 to 0.5. Where nobody said, there is no telling: half."""
    both = female(session) + male(session)
    return min(female(session), male(session)) / both if both else 0.5


def in_order(session: Session) -> tuple[date, int, int, int]:
    """By date; on one day so that the order of rows never matters."""
    return session.held_on or session.planned_on, session.number, female(session), male(session)
