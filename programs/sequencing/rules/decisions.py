"""What a program has to make up its mind on, and to look at again: R23, R25."""

from collections.abc import Iterator
from datetime import date

from ..finding import Finding, about
from ..limits import Limits
from ..reading import Reading

GBV_PARTS = ("MONITOR", "PREVENT", "MITIGATE", "RESPOND")


def gbv_plan_incomplete(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R23. Each of the four parts against violence has an owner, and a review within 180 days (S114).

    Asked of active programs only. One finding for each part, whose code is the reason; of several reviews
    of a part the latest holds. A program of which no workbook told is not judged.
    """
    if view.plan.gbv_plan is None or view.plan.status != "ACTIVE":
        return
    for part in GBV_PARTS:
        reviews = [one for one in view.plan.gbv_plan if one.part == part and one.reviewed_on <= on]
        last = max(reviews, default=None)
        if last is None:
            lacks = "MISSING"
        elif not last.owned:
            lacks = "NO_OWNER"
        elif last.reviewed_on < view.ago(limits.review_every):
            lacks = "NOT_REVIEWED"
        else:
            continue
        seen = {"lacks": lacks, "last": last and last.reviewed_on}
        yield about(view.plan, "R23", "gbv_plan_incomplete", "HIGH", part, seen=seen)


def inclusion_never_decided(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R25. Whether and how LGBTQ+ people are safely included is decided, and again each year (S4, S22, S45).

    Asked of active programs only; that it is not safe now is a valid answer. Nothing is asked about people
    or their number. A program of which no workbook told is not judged.
    """
    if view.plan.inclusion is None or view.plan.status != "ACTIVE":
        return
    last = max((one for one in view.plan.inclusion if one.decided_on <= on), default=None)
    if last is None or last.decision == "UNDECIDED":
        yield about(view.plan, "R25", "inclusion_never_decided", "LOW", "UNDECIDED")
    elif last.decided_on < view.ago(limits.inclusion_valid):
        seen = {"last": last.decided_on}
        yield about(view.plan, "R25", "inclusion_never_decided", "LOW", "OUTDATED", seen=seen)
