"""Which office a row belongs to, where its sheet has no column for it: that of the programs it serves."""

from collections import defaultdict

from django.utils.translation import gettext as _


def office_of_programs(reading):
    """`{program code: country code}` of the workbook."""
    return {row.get("program"): row.get("office") for row in reading.rows("programs") if row.get("office")}


def office_of_interventions(reading):
    """`{intervention code: country code}` of the workbook."""
    of_program = office_of_programs(reading)
    return {
        row.get("intervention"): of_program.get(row.get("program")) for row in reading.rows("interventions")
    }


def offices_of(reading):
    """`{("groups" | "external_activities", code): country code}`, with a fault for each that is unclear.

    A group belongs to the office of the interventions it takes part in, else to that of the groups it
    draws from or feeds; a partner's activity to that of the interventions it is linked with. In a workbook
    of one office everything belongs to that one.
    """
    of_program = office_of_programs(reading)
    alone = next(iter(of_program.values())) if len(set(of_program.values())) == 1 else None
    claims = claims_of(reading, office_of_interventions(reading))
    offices = {}
    for sheet, column in (("groups", "group"), ("external_activities", "external")):
        for row in reading.rows(sheet):
            key = (sheet, row.get(column))
            found = {alone} if alone else claims[key] - {None}
            if len(found) == 1:
                offices[key] = next(iter(found))
            elif of_program and row.sound:
                reading.blame(
                    row,
                    column,
                    _("It is not clear which office this belongs to. Use it in one office's programs."),
                )
    return offices


def claims_of(reading, of_intervention):
    claims = defaultdict(set)
    for row in reading.rows("interventions"):
        for code in row.get("groups") or ():
            claims["groups", code].add(of_intervention[row.get("intervention")])
    for row in reading.rows("links"):
        for one, other in ((row.get("from"), row.get("to")), (row.get("to"), row.get("from"))):
            claims["external_activities", one].add(of_intervention.get(other))
    for _pass in range(2):
        for row in reading.rows("groups"):
            for code in row.get("draws_from") or ():
                whole, part = ("groups", row.get("group")), ("groups", code)
                if not claims[whole]:
                    claims[whole] |= claims[part]
                elif not claims[part]:
                    claims[part] |= claims[whole]
    return claims
