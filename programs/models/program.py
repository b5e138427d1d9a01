from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, Place, RoleKind
from care_engage.kit.guard.fields import guarded, guarded_name
from care_engage.kit.models import ALIVE, Record, RecordManager
from care_engage.kit.states import Moves, free
from programs.sequencing.rules.decisions import GBV_PARTS
from referrals.models import Protocol

LONG_ENOUGH = 730  # days: norms change slowly (S107)


class ProgramStatus(models.TextChoices):
    CONCEPT = "CONCEPT", _("Concept")
    DESIGN = "DESIGN", _("Design")
    ACTIVE = "ACTIVE", _("Active")
    SUSPENDED = "SUSPENDED", _("Suspended")
    CLOSING = "CLOSING", _("Closing")
    CLOSED = "CLOSED", _("Closed")


def ready_to_start(program):
    """S112, S114, S63: a theory, a strategy, a target, a way to learn; owners of the GBV plan; a protocol."""
    written = (program.theory_of_change, program.strategy, program.learning_system)
    if not (all(text.strip() for text in written) and program.change_targets):
        return _now(
            "Write down the theory of change, the strategy, one change you aim for at least, and how you"
            " learn."
        )
    owned = program.gbv_reviews.filter(deleted_at=None).exclude(owner="").values_list("part", flat=True)
    if not {*owned} >= {*GBV_PARTS}:
        return _now("Name who sees to each part of the GBV plan.")
    if Protocol.objects.current(program.office_id) is None:
        return _now(
            "Ask the GBV focal point to publish the office’s protocol: what the law asks, and of whom."
        )
    return ""


PROGRAM_MOVES = Moves(
    ProgramStatus,
    {
        ProgramStatus.CONCEPT: {ProgramStatus.DESIGN: free},
        ProgramStatus.DESIGN: {ProgramStatus.ACTIVE: ready_to_start},
        ProgramStatus.ACTIVE: {ProgramStatus.SUSPENDED: free, ProgramStatus.CLOSING: free},
        ProgramStatus.SUSPENDED: {ProgramStatus.ACTIVE: ready_to_start},
        ProgramStatus.CLOSING: {ProgramStatus.CLOSED: free},
    },
)


def partner_reach(user, prefix=""):
    """Programs (at `prefix`) in which partner staff work: they lead an intervention or a group of it."""
    from .intervention import Intervention

    mine = Intervention.objects.led_by(user).values("program")
    return Q(**{f"{prefix}in": mine}) if prefix else Q(pk__in=mine)


class ProgramQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Programs of the offices whose plans the person reads; partner staff: those they work in."""
        scope = user.scope
        if scope.everything:
            return self
        reach = Q(office__in=scope.plan_offices)
        if scope.partner_offices:
            reach |= Q(office__in=scope.partner_offices) & partner_reach(user)
        return self.filter(reach)

    def editable_by(self, user):
        """Managers plan all programs of their office; CARE's field staff those they work in (D9)."""
        scope = user.scope
        if scope.superuser:
            return self
        return self.filter(
            Q(office__in=scope.offices_as(RoleKind.MANAGER))
            | (Q(office__in=scope.offices_as(RoleKind.FACILITATOR)) & partner_reach(user))
        )


class Program(Record):
    """The umbrella under which work with men and boys stays linked with work with women and girls."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="programs")
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=160, validators=[guarded_name])
    summary = models.CharField(_("in one line"), max_length=200, blank=True, validators=[guarded])
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="programs")
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="manages",
        verbose_name=_("manager"),
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    theory_of_change = models.TextField(
        _("theory of change"), blank=True, max_length=4000, validators=[guarded]
    )
    strategy = models.TextField(_("strategy"), blank=True, max_length=2000, validators=[guarded])
    learning_system = models.TextField(_("how we learn"), blank=True, max_length=1000, validators=[guarded])
    change_targets = models.JSONField(
        _("changes aimed for"),
        default=list,
        blank=True,
        help_text=_("One sentence each."),
        validators=[guarded],
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ProgramStatus, default=ProgramStatus.CONCEPT
    )
    unsaid = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="Of what rules ask for, that which no workbook had a sheet for: unknown, not none.",
    )

    objects = RecordManager.from_queryset(ProgramQuerySet)()
    history = HistoricalRecords()
    moves = PROGRAM_MOVES

    class Meta:
        ordering = ["name"]
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "code"],
                condition=ALIVE,
                name="program_code_once_per_office",
                violation_error_message=_("Another program of this office has this code."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="program_dates_in_order",
                violation_error_message=_("The end date is before the start date. Choose a later end."),
            ),
        ]

    @property
    def short_for_norms(self):
        """Planned for less than 24 months: change in norms takes longer (S107)."""
        return self.ends_on is not None and (self.ends_on - self.starts_on).days < LONG_ENOUGH

    def __str__(self):
        return self.name
