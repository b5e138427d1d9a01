"""What the law and CARE ask of staff in this country when they hear of harm (D11), version by version."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, Role, User
from care_engage.kit.guard.fields import guarded
from care_engage.kit.models import ALIVE, Record, RecordManager

from .access import EDITORS, ConfigurationQuerySet
from .words import PathwayKind


class ProtocolQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published versions are for everybody in the office, drafts for those who write them."""
        drafts = user.scope.limit(self.filter(published_on=None), "office_id", *EDITORS)
        published = user.scope.limit(self.filter(published_on__isnull=False), "office_id")
        return self.filter(Q(pk__in=drafts.values("pk")) | Q(pk__in=published.values("pk")))

    def editable_by(self, user):
        """Drafts only: what people have acknowledged stays as they read it."""
        return user.scope.limit(self.filter(published_on=None), "office_id", *EDITORS)

    def current(self, office):
        """The version in force in this office, or None."""
        return self.filter(office=office, published_on__isnull=False).order_by("-version").first()


class Protocol(Record):
    """One version. A draft has no `published_on`; publishing puts it in the place of the version before."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="protocols")
    version = models.PositiveSmallIntegerField(_("version"))
    child_abuse = models.TextField(_("a child in danger: what the law says"), max_length=1500)
    child_who_reports = models.CharField(_("who must report"), max_length=300)
    child_report_to = models.CharField(_("to whom"), max_length=300)
    child_time_limit = models.CharField(_("within"), max_length=120)
    child_exceptions = models.CharField(_("exceptions"), max_length=300, blank=True)
    adult_gbv = models.TextField(_("violence against an adult"), max_length=1500)
    duty_to_warn = models.TextField(_("when somebody’s life is at risk"), max_length=1500)
    sea = models.TextField(_("misconduct of aid workers"), max_length=1500)
    sea_time_limit = models.CharField(_("to be reported within"), max_length=120)
    call_now = models.JSONField(_("whom to call now"), default=list, blank=True)
    checked_by = models.CharField(
        _("checked by"), max_length=200, blank=True, help_text=_("The specialist and the lawyer.")
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)

    objects = RecordManager.from_queryset(ProtocolQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["office", "-version"]
        verbose_name = _("protocol")
        verbose_name_plural = _("protocols")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "version"],
                condition=ALIVE,
                name="protocol_version_once",
                violation_error_message=_("This version exists already."),
            ),
            models.UniqueConstraint(
                fields=["office"],
                condition=ALIVE & Q(published_on=None),
                name="one_draft_protocol_per_office",
                violation_error_message=_("There is a draft already: finish or remove it first."),
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | (~Q(checked_by="") & Q(checked_on__isnull=False)),
                name="published_protocol_was_checked",
                violation_error_message=_("Name who checked the protocol, and when, before it is published."),
            ),
        ]

    def __str__(self):
        return _now("Protocol, version %(number)s") % {"number": self.version}

    def publish(self, on):
        """Put this draft in force. Raises ValidationError with what is still missing."""
        if self.published_on:
            raise ValidationError(_now("This version is published already."))
        self.published_on = on
        self.full_clean()
        self.save()

    @classmethod
    @transaction.atomic
    def draft_for(cls, office):
        """The office's draft, made from the version in force if there is none yet."""
        draft = cls.objects.filter(office=office, published_on=None).first()
        if draft:
            return draft
        current = cls.objects.current(office)
        highest = cls.with_deleted.filter(office=office).aggregate(most=models.Max("version"))["most"] or 0
        kept = () if current is None else (*TEXTS, "call_now")
        return cls(office=office, version=highest + 1, **{name: getattr(current, name) for name in kept})

    def note_for(self, kind):
        """The mandatory-reporting note for a pathway of this kind."""
        if kind == PathwayKind.CHILD_PROTECTION:
            words = _now("%(who)s must report to %(whom)s within %(time)s.") % {
                "who": self.child_who_reports,
                "whom": self.child_report_to,
                "time": self.child_time_limit,
            }
            return f"{words} {self.child_exceptions}".strip()
        if kind == PathwayKind.SEA_COMPLAINT:
            return self.sea
        return self.adult_gbv


TEXTS = (
    "child_abuse",
    "child_who_reports",
    "child_report_to",
    "child_time_limit",
    "child_exceptions",
    "adult_gbv",
    "duty_to_warn",
    "sea",
    "sea_time_limit",
)


class ProtocolAckQuerySet(ConfigurationQuerySet):
    office_path = "protocol__office_id"


class ProtocolAck(Record):
    """This person has read this version."""

    protocol = models.ForeignKey(Protocol, on_delete=models.CASCADE, related_name="acknowledgements")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="protocol_acknowledgements"
    )
    acknowledged_on = models.DateField(_("acknowledged on"))

    objects = RecordManager.from_queryset(ProtocolAckQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-acknowledged_on", "-pk"]
        verbose_name = _("acknowledgement of the protocol")
        verbose_name_plural = _("acknowledgements of the protocol")
        constraints = [
            models.UniqueConstraint(
                fields=["protocol", "user"],
                condition=ALIVE,
                name="protocol_acknowledged_once",
                violation_error_message=_("This person has acknowledged this version already."),
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.protocol}"


def not_acknowledged(protocol):
    """Active people with a role in the office who have not read this version yet, by name."""
    done = ProtocolAck.objects.filter(protocol=protocol).values("user")
    here = Role.objects.filter(office=protocol.office_id).values("user")
    return User.objects.filter(pk__in=here, is_active=True).exclude(pk__in=done)


class ProtocolDiscussion(Record):
    """A team talked the protocol through and agreed how it will respond (S65)."""

    protocol = models.ForeignKey(Protocol, on_delete=models.CASCADE, related_name="discussions")
    team = models.CharField(_("team"), max_length=120)
    held_on = models.DateField(_("discussed on"))
    present = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    ground_rules = models.JSONField(_("agreed ground rules"), default=list, blank=True, validators=[guarded])

    objects = RecordManager.from_queryset(ProtocolAckQuerySet)()
    history = HistoricalRecords(m2m_fields=[present])

    class Meta:
        ordering = ["-held_on", "team"]
        verbose_name = _("discussion of the protocol")
        verbose_name_plural = _("discussions of the protocol")
        constraints = [
            models.UniqueConstraint(
                fields=["protocol", "team", "held_on"],
                condition=ALIVE,
                name="protocol_discussed_once_a_day",
                violation_error_message=_("This team’s discussion on this day is there already."),
            )
        ]

    def __str__(self):
        return f"{self.team}, {date_format(self.held_on, _now('j F Y'))}"
