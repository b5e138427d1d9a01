"""What an office still lacks before a team may open hard topics: each gap a sentence, and the way out."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care_engage.accounts.models import Place, PlaceLevel, Role, RoleKind

from .models import (
    PathwayKind,
    PathwayStatus,
    Protocol,
    ProtocolDiscussion,
    ReferralLimits,
    ReferralPathway,
    Sector,
    Service,
    not_acknowledged,
)

WANTED = {
    PathwayKind.CHILD_PROTECTION: lambda place: (
        _("No child-protection contact in %(place)s.") % {"place": place}
    ),
    PathwayKind.GBV: lambda place: _("No pathway for adults in %(place)s.") % {"place": place},
}
FOCAL_POINTS = (RoleKind.GBV_FOCAL_POINT, RoleKind.SAFEGUARDING_FOCAL_POINT)


@dataclass(frozen=True)
class Gap:
    """`severity` is CRITICAL where people could be left alone, WARNING where work is due."""

    sentence: str
    url: str
    action: str
    severity: str = "WARNING"


def gaps(office, on):
    """What this office lacks on this day, the worst first."""
    found = [*_people(office), *_pathways(office, on), *_protocol(office), *_calls(office, on)]
    return sorted(found, key=lambda gap: gap.severity != "CRITICAL")


def _people(office):
    held = set(Role.objects.filter(office=office, user__is_active=True).values_list("kind", flat=True))
    for kind in FOCAL_POINTS:
        if kind not in held:
            yield Gap(
                _("Nobody is named as %(role)s.") % {"role": kind.label},
                reverse("referral_focal_points", args=[office.pk]),
                _("Who to ask"),
                "CRITICAL",
            )


def _pathways(office, on):
    """Districts without a pathway in use for adults or for children, and pathways due for review."""
    limits = ReferralLimits.of(office.pk)
    pathways = list(
        ReferralPathway.objects.filter(office=office)
        .exclude(status=PathwayStatus.RETIRED)
        .select_related("office")
        .prefetch_related("places", "steps__service__organization")
    )
    ready = [one for one in pathways if one.standing(on, limits) == PathwayStatus.ACTIVE]
    covered = {(kind, place.pk) for one in ready for place in one.places.all() for kind in _kinds(one)}
    for place in Place.objects.filter(office=office, level=PlaceLevel.ADMIN2):
        for kind, sentence in WANTED.items():
            if not any((kind, part) in covered for part in place.lineage):
                yield Gap(sentence(place), *_new_pathway(office, kind), "CRITICAL")
    for one in pathways:
        if one.standing(on, limits) == PathwayStatus.NEEDS_REVIEW:
            yield Gap(_due(one, on, limits), reverse("referral_pathway", args=[one.pk]), _("Review it"))


def _kinds(pathway):
    """A pocket guide stands in for adults: it names whom to call elsewhere."""
    if pathway.kind == PathwayKind.POCKET_GUIDE:
        return (PathwayKind.GBV,)
    return (pathway.kind,)


def _new_pathway(office, kind):
    return reverse("referral_pathway_new", args=[office.pk]) + f"?kind={kind}", _("Add a pathway")


def _due(pathway, on, limits):
    missing = pathway.missing_sectors(on, limits)
    about = {"pathway": pathway, "places": ", ".join(place.name for place in pathway.places.all())}
    if missing:
        about["missing"] = ", ".join(str(Sector(one).label) for one in missing)
        return _("%(pathway)s, %(places)s: no service to rely on for %(missing)s.") % about
    return _("%(pathway)s, %(places)s: the verification is due again.") % about


def _protocol(office):
    """The protocol in force, who has not read it, and whether a team has talked it through."""
    current = Protocol.objects.current(office)
    if current is None:
        url = reverse("protocol_draft", args=[office.pk])
        yield Gap(
            _("There is no protocol yet: nobody knows what must be reported."), url, _("Write it"), "CRITICAL"
        )
        return
    late = not_acknowledged(current).count()
    url = reverse("protocol", args=[current.pk])
    if late:
        said = ngettext(
            "The protocol is not acknowledged by %(count)d person.",
            "The protocol is not acknowledged by %(count)d people.",
            late,
        )
        yield Gap(said % {"count": late}, url, _("See who"))
    if not ProtocolDiscussion.objects.filter(protocol=current).exists():
        yield Gap(_("No team has discussed this version of the protocol yet."), url, _("Note a discussion"))


def _calls(office, on):
    limits = ReferralLimits.of(office.pk)
    due = Service.objects.filter(organization__office=office).to_call(on, limits).count()
    if due:
        said = ngettext("%(count)d service to call this week.", "%(count)d services to call this week.", due)
        yield Gap(said % {"count": due}, reverse("referral_calls", args=[office.pk]), _("Make the calls"))
