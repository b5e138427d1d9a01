"""What rules on decisions read (R23, R25), from rows: the plan against violence, and inclusion."""

from .safeguards import gathered
from .sequencing.plan import GbvPart, Inclusion

DECISIONS = {
    "gbv plan": (
        "v.program_id, v.reviewed_on::text, v.part, v.owner <> ''",
        "programs_gbvreview v WHERE v.program_id IN (SELECT id FROM asked) AND v.deleted_at IS NULL",
    ),
    "inclusion": (
        "n.program_id, n.decided_on::text, n.decision",
        "programs_inclusiondecision n WHERE n.program_id IN (SELECT id FROM asked) AND n.deleted_at IS NULL",
    ),
}


class Decisions:
    """The facts of a block of programs, by program."""

    def __init__(self, rows, days):
        self.days = days
        self.gbv_plan = gathered(rows["gbv plan"])
        self.inclusion = gathered(rows["inclusion"])

    def of(self, program_id, unsaid):
        """Fields of the program's plan: None where no workbook spoke of it and nobody has since."""
        reviews, decisions = self.gbv_plan.get(program_id, ()), self.inclusion.get(program_id, ())
        return {
            "gbv_plan": said(
                "gbv_plan", unsaid, [GbvPart(self.days[on], part, bool(owned)) for on, part, owned in reviews]
            ),
            "inclusion": said(
                "inclusion", unsaid, [Inclusion(self.days[on], decision) for on, decision in decisions]
            ),
        }


def said(name, unsaid, found):
    """What was found, or None where no workbook spoke of it and nobody has entered any since."""
    return None if not found and name in unsaid else tuple(found)
