"""What is protected by now is left out of every past day too, however open it was then (D7)."""

import re

OPEN = re.compile(r"\b([ig])\.space <> 'LGBTQ'")
"""How the statements of `rows` leave protected interventions (i) and groups (g) out."""
TABLES = {"i": "programs_intervention", "g": "groups_group"}


def open_still(sql):
    """The statement over the past, asking of each row also how it stands today, removed or not."""

    def also_now(found):
        now = f"SELECT 1 FROM {TABLES[found[1]]} now WHERE now.id = {found[1]}.id AND now.space = 'LGBTQ'"
        return f"{found[0]} AND NOT EXISTS ({now})"

    return OPEN.sub(also_now, sql)
