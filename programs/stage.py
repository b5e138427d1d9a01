"""Which programs a change agent is a fact of: those of their place, and those they appear in."""

from django.db.models import Q

from care_engage.accounts.models import Place

from .auditing import reaudit
from .models import Intervention, Program


def reaudit_around_agent(agent, also=None):
    """Audit the programs that a change agent is a fact of: those near their place, or near the place `also`
    where they lived before, and those they appear in."""
    near = Q(path__startswith=agent.place.path) | Q(pk__in=agent.place.lineage)
    if also is not None:
        near |= Q(path__startswith=also.path) | Q(pk__in=also.lineage)
    places = Place.objects.filter(near, office=agent.office_id).values("pk")
    works = Intervention.objects.filter(program__office=agent.office_id)
    found = set(Program.objects.filter(place__in=places).values_list("pk", flat=True))
    for condition in (
        {"place__in": places},
        {"groups__place__in": places},
        {"sessions__appearances__agent": agent},
    ):
        found.update(works.filter(**condition).values_list("program", flat=True))
    reaudit({*found, *agent.stories.values_list("program", flat=True)})
