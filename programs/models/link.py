from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least, Length, Trim
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.kit.guard.fields import guarded
from care_engage.kit.models import ALIVE, Record, RecordManager
from care_engage.kit.states import Moves, free

from .intervention import Intervention
from .partner import ExternalActivity
from .program import Program


class LinkKind(models.TextChoices):
    PARALLEL_SEPARATE = "PARALLEL_SEPARATE", _("Similar dialogues in separate spaces")
    BRIDGES_TO_MIXED = "BRIDGES_TO_MIXED", _("Separate groups meet")
    ENTRY_VIA_WOMENS_GROUP = "ENTRY_VIA_WOMENS_GROUP", _("Men invited through a women's group")
    ACCOUNTABILITY_FEEDBACK = "ACCOUNTABILITY_FEEDBACK", _("Women or girls steer the men's work")
    HOUSEHOLD_FOLLOW_UP = "HOUSEHOLD_FOLLOW_UP", _("Couples or family dialogue follows")
    INTERGENERATIONAL = "INTERGENERATIONAL", _("Youth with parents or elders")
    ADVOCACY_CONTINUATION = "ADVOCACY_CONTINUATION", _("Groups go on into advocacy")
    INFLUENCER_SUPPORT = "INFLUENCER_SUPPORT", _("Leaders back a group")


class Timing(models.TextChoices):
    SIMULTANEOUS = "SIMULTANEOUS", _("At the same time")
    SEQUENTIAL = "SEQUENTIAL", _("First before second")


class Coordination(models.TextChoices):
    SAME_PROGRAM = "SAME_PROGRAM", _("Same program")
    OTHER_CARE_PROGRAM = "OTHER_CARE_PROGRAM", _("Another CARE program")
    OTHER_ORGANIZATION = "OTHER_ORGANIZATION", _("Another organization")


class SharedPeople(models.TextChoices):
    SAME_HOUSEHOLDS = "SAME_HOUSEHOLDS", _("Same households")
    SAME_MEMBERS = "SAME_MEMBERS", _("Same people")
    SAME_COMMUNITY = "SAME_COMMUNITY", _("Same community")
    NONE = "NONE", _("None")


class LinkStatus(models.TextChoices):
    PROPOSED = "PROPOSED", _("Proposed")
    AGREED = "AGREED", _("Agreed")
    ACTIVE = "ACTIVE", _("Active")
    FULFILLED = "FULFILLED", _("Fulfilled")
    LAPSED = "LAPSED", _("Lapsed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


def both_sides_agreed(link):
    if link.coordination == Coordination.OTHER_ORGANIZATION and not link.confirmed_on:
        return _now("Ask the other organization first, and enter the day on which it confirmed.")
    if link.contact_from.strip() and link.contact_to.strip():
        return ""
    return _now("Name the colleague on each side who agreed to this link.")


def withdrawal_explained(link):
    return "" if link.status_reason.strip() else _now("Say why the link is withdrawn.")


WITHDRAW = {LinkStatus.WITHDRAWN: withdrawal_explained}
LINK_MOVES = Moves(
    LinkStatus,
    {
        LinkStatus.PROPOSED: {LinkStatus.AGREED: both_sides_agreed, **WITHDRAW},
        LinkStatus.AGREED: {LinkStatus.ACTIVE: free, LinkStatus.LAPSED: free, **WITHDRAW},
        LinkStatus.ACTIVE: {LinkStatus.FULFILLED: free, LinkStatus.LAPSED: free, **WITHDRAW},
        LinkStatus.FULFILLED: {**WITHDRAW},
        LinkStatus.LAPSED: {LinkStatus.AGREED: both_sides_agreed, **WITHDRAW},
    },
)
STANDING = ALIVE & ~Q(status__in=[LinkStatus.LAPSED, LinkStatus.WITHDRAWN])
LINK_ONCE = _("These two are linked in this way already.")


class SyncLinkQuerySet(models.QuerySet):
    def of(self, interventions):
        """Links that touch any of these, found by index from either end."""
        ids = list(interventions)
        return self.filter(Q(from_intervention__in=ids) | Q(to_intervention__in=ids))

    def visible_to(self, user):
        """Links with at least one end that the person sees, and none in a protected space they don't."""
        seen = Intervention.objects.visible_to(user).values("pk")
        protected = Q(from_intervention__space="LGBTQ") & ~Q(from_intervention__in=seen)
        protected |= Q(to_intervention__space="LGBTQ") & ~Q(to_intervention__in=seen)
        touched = Q(from_intervention__in=seen) | Q(to_intervention__in=seen)
        return self.filter(touched).exclude(protected)

    def editable_by(self, user):
        programs = Program.objects.editable_by(user).values("pk")
        return self.visible_to(user).filter(
            Q(from_intervention__program__in=programs) | Q(to_intervention__program__in=programs)
        )


class SyncLink(Record):
    """An agreed, reasoned tie between two interventions, or to a partner's activity. One hop only (C0)."""

    from_intervention = models.ForeignKey(
        Intervention, on_delete=models.CASCADE, related_name="links_from", verbose_name=_("from")
    )
    to_intervention = models.ForeignKey(
        Intervention,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="links_to",
        verbose_name=_("to"),
    )
    to_external = models.ForeignKey(
        ExternalActivity,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="links",
        verbose_name=_("to a partner's activity"),
    )
    kind = models.CharField(_("kind"), max_length=24, choices=LinkKind)
    timing = models.CharField(_("timing"), max_length=12, choices=Timing, default=Timing.SIMULTANEOUS)
    coordination = models.CharField(
        _("coordination"), max_length=20, choices=Coordination, default=Coordination.SAME_PROGRAM
    )
    rationale = models.CharField(
        _("why these two belong together"),
        max_length=500,
        help_text=_("At least 20 characters."),
        validators=[guarded],
    )
    shared_people = models.CharField(
        _("people in common"), max_length=16, choices=SharedPeople, default=SharedPeople.SAME_COMMUNITY
    )
    contact_from = models.CharField(_("colleague on the first side"), max_length=120, blank=True)
    contact_to = models.CharField(_("colleague on the second side"), max_length=120, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=LinkStatus, default=LinkStatus.PROPOSED)
    status_reason = models.CharField(_("why"), max_length=200, blank=True, validators=[guarded])

    objects = RecordManager.from_queryset(SyncLinkQuerySet)()
    history = HistoricalRecords()
    moves = LINK_MOVES

    class Meta:
        ordering = ["pk"]
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(
                Least("from_intervention", "to_intervention"),
                Greatest("from_intervention", "to_intervention"),
                "kind",
                condition=STANDING & Q(to_intervention__isnull=False),
                name="one_link_per_pair_and_kind",
                violation_error_message=LINK_ONCE,
            ),
            models.UniqueConstraint(
                fields=["from_intervention", "to_external", "kind"],
                condition=STANDING & Q(to_external__isnull=False),
                name="one_external_link_per_pair_and_kind",
                violation_error_message=LINK_ONCE,
            ),
            models.CheckConstraint(
                condition=Q(to_intervention__isnull=False, to_external=None)
                | Q(to_intervention=None, to_external__isnull=False),
                name="link_has_one_other_end",
                violation_error_message=_("Choose the other end: an intervention or a partner's activity."),
            ),
            models.CheckConstraint(
                condition=Q(to_intervention=None) | ~Q(to_intervention=F("from_intervention")),
                name="link_joins_two_interventions",
                violation_error_message=_("An intervention cannot be linked with itself."),
            ),
            models.CheckConstraint(
                condition=models.lookups.GreaterThanOrEqual(Length(Trim("rationale")), 20),
                name="link_rationale_20_characters",
                violation_error_message=_("Write in at least 20 characters why these two belong together."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LinkKind.values),
                name="link_kind_is_a_kind",
                violation_error_message=_("Choose one of the kinds on the list."),
            ),
        ]

    def __str__(self):
        return f"{self.from_intervention} – {self.to_intervention or self.to_external}"
