from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .policy import policy
from .wording import OUTCOMES, how_long, in_words


@require_safe
@login_not_required
def retention(request):
    """What is kept, why, for how long and what happens then: for everybody, logged in or not."""
    parts = [
        {"name": in_words(part.name), "rows": [row_of(entry) for entry in part.entries]} for part in policy()
    ]
    return render(request, "retention/retention.html", {"parts": parts})


def row_of(entry):
    return {
        "what": in_words(entry.what),
        "why": in_words(entry.why),
        "how_long": how_long(entry),
        "then": OUTCOMES[entry.then],
        "proposed": entry.proposed,
    }
