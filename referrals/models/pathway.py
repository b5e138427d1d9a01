"""From hearing of harm to help: the ordered steps for one kind of disclosure in one part of the country."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, Place
from care_engage.kit.guard.fields import guarded
from care_engage.kit.models import Record, RecordManager
from care_engage.kit.states import Moves, free

from .access import ConfigurationQuerySet
from .directory import ReferralLimits, Service
from .words import MANDATORY, PathwayKind, PathwayStatus, Sector


def services_called(pathway):
    """The guard of VERIFIED: a named specialist, a day, a next day, and every service checked in time."""
    if not (pathway.verified_by and pathway.verified_by_organization):
        return _now("Name the specialist who verified the pathway, and the specialist’s organization.")
    if not (pathway.last_verified_on and pathway.next_review_on):
        return _now("Say when the pathway was verified, and when the next review is due.")
    if not (pathway.entry_point and pathway.consent_words):
        return _now("Write the entry point and the words that ask for consent first.")
    if not pathway.has_places():
        return _now("Say for which places the pathway is.")
    steps = pathway.steps_in_order()
    if not steps:
        return _now("Add the steps first.")
    return _overdue(pathway, steps)


def _overdue(pathway, steps):
    limits, on = ReferralLimits.of(pathway.office_id), pathway.office.today()
    overdue = [
        step.service.name
        for step in steps
        if step.service_id and step.service.standing(on, limits) == "dropped"
    ]
    if overdue:
        return _now("Call these services first: %(names)s.") % {"names": ", ".join(overdue)}
    return ""


def ready_to_use(pathway):
    """The guard of ACTIVE: the verification still holds, and the services of R10 are there."""
    on, limits = pathway.office.today(), ReferralLimits.of(pathway.office_id)
    if not pathway.verified_in_time(on, limits):
        return _now("The verification no longer holds. Verify the pathway again.")
    if pathway.kind == PathwayKind.POCKET_GUIDE and not (pathway.hotline or pathway.remote_specialist):
        return _now("Name the hotline or the specialist elsewhere whom a team can call.")
    missing = pathway.missing_sectors(on, limits)
    if missing:
        names = ", ".join(str(Sector(one).label) for one in missing)
        return _now("No available service for: %(names)s.") % {"names": names}
    return ""


State = PathwayStatus
PATHWAY_MOVES = Moves(
    State,
    {
        State.DRAFT: {State.VERIFIED: services_called, State.RETIRED: free},
        State.VERIFIED: {
            State.ACTIVE: ready_to_use,
            State.NEEDS_REVIEW: free,
            State.SUSPENDED: free,
            State.RETIRED: free,
        },
        State.ACTIVE: {State.NEEDS_REVIEW: free, State.SUSPENDED: free, State.RETIRED: free},
        State.NEEDS_REVIEW: {State.VERIFIED: services_called, State.SUSPENDED: free, State.RETIRED: free},
        State.SUSPENDED: {State.NEEDS_REVIEW: free, State.RETIRED: free},
    },
)


class PathwayQuerySet(ConfigurationQuerySet):
    def covering(self, place):
        """Pathways for this place: its own and those of the places it lies in."""
        covers = ReferralPathway.places.through.objects.filter(place__in=place.lineage)
        return self.filter(office=place.office_id, pk__in=covers.values("referralpathway"))

    def shown(self):
        """Those that a card may show: in use or due for review, and safe to show where that matters."""
        return self.filter(status__in=[State.ACTIVE, State.NEEDS_REVIEW]).filter(
            Q(safe_to_show=True) | ~Q(kind__in=["MALE_SURVIVOR", "LGBTQ_SAFE"])
        )


class ReferralPathway(Record):
    """`status` is set by acts; that an active pathway needs review because of its date or its services is
    derived on the day itself (`standing`), so nothing has to run at night."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="pathways")
    kind = models.CharField(_("for"), max_length=20, choices=PathwayKind)
    places = models.ManyToManyField(
        Place, related_name="pathways", blank=True, help_text=_("Each covers the places that lie in it.")
    )
    min_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("up to age"), null=True, blank=True)
    entry_point = models.CharField(_("first step"), max_length=300)
    consent_words = models.TextField(_("words that ask for consent"), max_length=600)
    safety_notes = models.TextField(
        _("safety when using it"), max_length=600, blank=True, validators=[guarded]
    )
    hotline = models.CharField(_("hotline"), max_length=120, blank=True)
    remote_specialist = models.CharField(
        _("specialist elsewhere"), max_length=160, blank=True, help_text=_("By role, with a public number.")
    )
    call_now = models.CharField(
        _("whom staff call now"), max_length=160, blank=True, help_text=_("A role and its work number.")
    )
    safe_to_show = models.BooleanField(
        _("safe to show on the card"),
        default=False,
        help_text=_("Only asked where the wrong eyes could do harm: services for men and for LGBTQ+ people."),
    )
    verified_by = models.CharField(_("verified by"), max_length=120, blank=True)
    verified_by_organization = models.CharField(_("of"), max_length=160, blank=True)
    last_verified_on = models.DateField(_("verified on"), null=True, blank=True)
    next_review_on = models.DateField(_("next review on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=State, default=State.DRAFT)

    objects = RecordManager.from_queryset(PathwayQuerySet)()
    history = HistoricalRecords(m2m_fields=[places])
    moves = PATHWAY_MOVES

    class Meta:
        ordering = ["kind", "pk"]
        verbose_name = _("pathway")
        verbose_name_plural = _("pathways")
        constraints = [
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(max_age__gte=F("min_age")),
                name="pathway_ages_in_order",
                violation_error_message=_("The upper age is below the lower age. Choose a higher one."),
            ),
            models.CheckConstraint(
                condition=Q(last_verified_on=None) | Q(next_review_on__gt=F("last_verified_on")),
                name="pathway_review_after_verification",
                violation_error_message=_("The next review comes after the verification."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["VERIFIED", "ACTIVE"])
                | (~Q(verified_by="") & ~Q(verified_by_organization="") & Q(last_verified_on__isnull=False)),
                name="pathway_in_use_was_verified",
                violation_error_message=_("A pathway is used only after a named specialist verified it."),
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())

    def verify(self):
        """Take over who verified it and when; one in use stays so if it still may. Raises ValidationError."""
        if self.status != State.ACTIVE:
            self.moves.make(self, State.VERIFIED)
        elif refusal := services_called(self) or ready_to_use(self):
            raise ValidationError(refusal, code="refused")
        else:
            self.save()

    @property
    def place_ids(self):
        """Where it is asked of by the rules: its places, as ids; all that lies in them belongs to it."""
        return set(self.places.values_list("pk", flat=True)) if self.pk else set()

    def has_places(self):
        return bool(self.pk) and self.places.exists()

    def steps_in_order(self):
        """Steps that were not removed, each with its service."""
        if not self.pk:
            return []
        return sorted(
            (step for step in self.steps.all() if step.deleted_at is None),
            key=lambda step: (step.order, step.pk),
        )

    def services(self):
        """Its steps' services, each once."""
        steps = self.steps_in_order()
        return list({step.service_id: step.service for step in steps if step.service_id}.values())

    def verified_in_time(self, on, limits):
        """The verification is not older on this day than the office says, and its review not overdue."""
        last = self.last_verified_on
        return bool(
            last
            and last >= on - timedelta(days=limits.pathway_valid)
            and (self.next_review_on is None or self.next_review_on >= on)
        )

    def missing_sectors(self, on, limits):
        """Sectors that this kind of pathway must have and for which no service can be relied on."""
        there = {service.sector for service in self.services() if service.counts(on, limits)}
        return tuple(sector for sector in MANDATORY[self.kind] if sector not in there)

    def standing(self, on, limits):
        """Its state on this day: an ACTIVE pathway that is overdue or lacks a service NEEDS_REVIEW."""
        if self.status == State.ACTIVE and (
            not self.verified_in_time(on, limits) or self.missing_sectors(on, limits)
        ):
            return State.NEEDS_REVIEW
        return State(self.status)


class PathwayStepQuerySet(ConfigurationQuerySet):
    office_path = "pathway__office_id"

    def place_ids(self):
        """Ids of the places of their pathways. A service that is on none is no fact of any place."""
        steps = self.filter(deleted_at=None, pathway__deleted_at=None)
        return set(steps.values_list("pathway__places", flat=True)) - {None}


class PathwayStep(Record):
    """One step: what to say, and the service it leads to (a first step may lead to none)."""

    pathway = models.ForeignKey(ReferralPathway, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="steps", null=True, blank=True
    )
    say = models.CharField(_("what to say"), max_length=300)
    note = models.CharField(_("note"), max_length=300, blank=True, validators=[guarded])

    objects = RecordManager.from_queryset(PathwayStepQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pathway", "order", "pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            models.CheckConstraint(
                condition=Q(order__range=(1, 50)),
                name="step_order_1_to_50",
                violation_error_message=_("A pathway has at most 50 steps."),
            )
        ]

    def __str__(self):
        return self.say
