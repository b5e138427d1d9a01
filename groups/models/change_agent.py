"""Leaders, allies, activists and role models, who lend their influence to a program (B3, S74, S83 to S93).

Why somebody was or was not chosen is never stored: only that women were asked, that conduct was looked at,
and the outcome, which few may read (D9).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, Place, RoleKind
from care_engage.kit.crypto import EncryptedCharField
from care_engage.kit.models import ALIVE, Record, RecordManager
from care_engage.kit.states import DatedStates, Moves, free

from .organization import Facilitator

KEPT_BY = (RoleKind.MANAGER, RoleKind.FACILITATOR)
KNOWN_TO = (*KEPT_BY, RoleKind.MEL, RoleKind.GBV_FOCAL_POINT, RoleKind.SAFEGUARDING_FOCAL_POINT)
VETTED_BY = (RoleKind.MANAGER,)
OUTCOME_KNOWN_TO = (*VETTED_BY, RoleKind.SAFEGUARDING_FOCAL_POINT)


class AgentKind(models.TextChoices):
    RELIGIOUS = "RELIGIOUS", _("Religious leader")
    POLITICAL = "POLITICAL", _("Politician or official")
    TRADITIONAL = "TRADITIONAL", _("Traditional leader")
    ELDER = "ELDER", _("Elder")
    EDUCATION = "EDUCATION", _("Education")
    HEALTH = "HEALTH", _("Health")
    POLICE_JUSTICE = "POLICE_JUSTICE", _("Police or justice")
    MEDIA_ARTS = "MEDIA_ARTS", _("Media or arts")
    BUSINESS = "BUSINESS", _("Business")
    YOUTH = "YOUTH", _("Leader of youth")
    MALE_ALLY = "MALE_ALLY", _("Male ally")
    YOUTH_ACTIVIST = "YOUTH_ACTIVIST", _("Youth activist")
    ROLE_MODEL = "ROLE_MODEL", _("Role model")
    OTHER = "OTHER", _("Other")


class Influences(models.TextChoices):
    WOMEN = "WOMEN", _("Women")
    MEN = "MEN", _("Men")
    BOTH = "BOTH", _("Women and men")
    YOUTH = "YOUTH", _("Youth")


class NominatedVia(models.TextChoices):
    WOMENS_GROUP = "WOMENS_GROUP", _("A women's group")
    EXISTING_GROUP = "EXISTING_GROUP", _("Another group")
    SELF = "SELF", _("Themselves")
    LEADER = "LEADER", _("A leader")
    STAFF = "STAFF", _("Staff")
    PEER = "PEER", _("A peer")


class VettingOutcome(models.TextChoices):
    SUITABLE = "SUITABLE", _("Suitable")
    NOT_SUITABLE = "NOT_SUITABLE", _("Not suitable")


class AgentStatus(models.TextChoices):
    NOMINATED = "NOMINATED", _("Nominated")
    VETTING = "VETTING", _("Being vetted")
    VETTED = "VETTED", _("Vetted")
    DECLINED = "DECLINED", _("Declined")
    TRAINED = "TRAINED", _("Trained")
    ACTIVE = "ACTIVE", _("Active")
    PAUSED = "PAUSED", _("Paused")
    ENDED = "ENDED", _("Ended")
    SUSPENDED = "SUSPENDED", _("Suspended")


OPEN_TO_ALL = (AgentStatus.TRAINED, AgentStatus.ACTIVE, AgentStatus.PAUSED, AgentStatus.ENDED)
"""States that tell nothing of vetting beyond that it went well."""
OF_VETTING = (AgentStatus.VETTING, AgentStatus.VETTED, AgentStatus.DECLINED, AgentStatus.SUSPENDED)
"""Moves to these are a manager's, on the page on vetting."""


def women_asked(agent):
    return "" if agent.consulted_women_on else _now("Ask a women's group about this person first.")


def found(outcome):
    def guard(agent):
        if not agent.conduct_check_on:
            return _now("Look first whether their life agrees with what they are to stand for.")
        if agent.vetting_outcome != outcome:
            return _now("Enter the outcome of vetting first.")
        return ""

    return guard


found_suitable = found(VettingOutcome.SUITABLE)
found_unsuitable = found(VettingOutcome.NOT_SUITABLE)


def code_signed(agent):
    if agent.code_of_conduct_on and agent.trained_on:
        return ""
    return _now("Enter first when they were trained, and when they signed the code of conduct.")


def accompanied(agent):
    return "" if agent.supporter_id else _now("Name first who accompanies them.")


STOP = {AgentStatus.SUSPENDED: free}
AGENT_MOVES = Moves(
    AgentStatus,
    {
        AgentStatus.NOMINATED: {AgentStatus.VETTING: women_asked, **STOP},
        AgentStatus.VETTING: {
            AgentStatus.VETTED: found_suitable,
            AgentStatus.DECLINED: found_unsuitable,
            **STOP,
        },
        AgentStatus.VETTED: {AgentStatus.TRAINED: code_signed, **STOP},
        AgentStatus.DECLINED: {**STOP},
        AgentStatus.TRAINED: {AgentStatus.ACTIVE: accompanied, **STOP},
        AgentStatus.ACTIVE: {AgentStatus.PAUSED: free, AgentStatus.ENDED: free, **STOP},
        AgentStatus.PAUSED: {AgentStatus.ACTIVE: accompanied, AgentStatus.ENDED: free, **STOP},
        AgentStatus.ENDED: {**STOP},
    },
)


class ChangeAgentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return user.scope.limit(self, "office_id", *KNOWN_TO)

    def editable_by(self, user):
        return user.scope.limit(self, "office_id", *KEPT_BY)

    def outcome_visible_to(self, user):
        """Those of whom the person may know how vetting went; nobody in somebody else's place (D9)."""
        scope = user.scope
        return self.filter(office__in=scope.offices_as(*OUTCOME_KNOWN_TO) if scope.confidential else ())

    def vetted_by(self, user):
        """Those on whom the person may decide."""
        scope = user.scope
        return self.filter(office__in=scope.offices_as(*VETTED_BY) if scope.confidential else ())


class ChangeAgent(DatedStates, Record):
    """Somebody whose word counts. Known by a code, and by a name only if they agreed to that."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="change_agents")
    code = models.CharField(_("code"), max_length=20)
    display_name = EncryptedCharField(
        _("name, if they agreed"),
        max_length=120,
        blank=True,
        help_text=_("As they want to be called in public. Empty: they are known by the code."),
    )
    name_consent_on = models.DateField(_("agreed to be named on"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=AgentKind)
    influences = models.CharField(_("influences"), max_length=8, choices=Influences)
    nominated_via = models.CharField(_("named by"), max_length=16, choices=NominatedVia)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="change_agents", verbose_name=_("place")
    )
    committed_on = models.DateField(_("stated their commitment on"), null=True, blank=True)
    commitment_public = models.BooleanField(_("they stated it in public"), default=False)
    consulted_women_on = models.DateField(_("women were asked on"), null=True, blank=True)
    conduct_check_on = models.DateField(_("conduct was looked at on"), null=True, blank=True)
    vetting_outcome = models.CharField(
        _("outcome of vetting"), max_length=12, choices=VettingOutcome, blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    trained_on = models.DateField(_("trained on"), null=True, blank=True)
    code_of_conduct_on = models.DateField(_("signed the code of conduct on"), null=True, blank=True)
    supporter = models.ForeignKey(
        Facilitator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="supports",
        verbose_name=_("accompanied by"),
    )
    last_support_on = models.DateField(_("last supported on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=AgentStatus, default=AgentStatus.NOMINATED)

    objects = RecordManager.from_queryset(ChangeAgentQuerySet)()
    history = HistoricalRecords()
    moves = AGENT_MOVES

    class Meta:
        ordering = ["code"]
        verbose_name = _("change agent")
        verbose_name_plural = _("change agents")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "code"],
                condition=ALIVE,
                name="agent_code_once_per_office",
                violation_error_message=_("Another change agent of this office has this code."),
            ),
            models.CheckConstraint(
                condition=Q(display_name="") | Q(name_consent_on__isnull=False),
                name="agent_named_only_with_consent",
                violation_error_message=_("Enter the day on which they agreed to be named, or no name."),
            ),
            models.CheckConstraint(
                condition=Q(vetting_outcome="") | Q(consulted_women_on__isnull=False),
                name="agent_vetted_after_women_were_asked",
                violation_error_message=_("Women are asked before anything is decided."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=AgentStatus.values),
                name="agent_status_is_a_status",
                violation_error_message=_("Choose one of the states on the list."),
            ),
            models.CheckConstraint(
                condition=Q(influences__in=Influences.values),
                name="agent_influences_somebody",
                violation_error_message=_("Choose whom they influence."),
            ),
        ]

    def __str__(self):
        return self.display_name or self.code

    def local_today(self):
        return self.office.today()

    def since(self):
        """Trained from the day of the training, whenever it was entered."""
        trained = self.status == AgentStatus.TRAINED and self.trained_on
        return min(self.trained_on, self.local_today()) if trained else self.local_today()

    @property
    def may_appear(self):
        """Whether they may stand for the program in public (B4)."""
        return self.status in (AgentStatus.TRAINED, AgentStatus.ACTIVE)

    @property
    def status_for_all(self):
        """The state in words that tell nothing of vetting."""
        return self.get_status_display() if self.status in OPEN_TO_ALL else _now("No public role now")
