"""Who takes part: organizations, facilitators, groups and their numbered members. No participant's name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, Place, RoleKind
from care_engage.kit.models import ALIVE, Record, RecordManager
from care_engage.kit.states import Moves, free

from .spaces import COUNTS, Column, GenderSpace


class OrganizationKind(models.TextChoices):
    CARE_OFFICE = "CARE_OFFICE", _("CARE office")
    IMPLEMENTING_PARTNER = "IMPLEMENTING_PARTNER", _("Implementing partner")
    WRO = "WRO", _("Women's rights organization")
    FEMINIST = "FEMINIST", _("Feminist network or movement")
    GIRL_LED = "GIRL_LED", _("Girl-led organization")
    LGBTQ_ORG = "LGBTQ_ORG", _("LGBTQ+ organization")
    MENS_ORG = "MENS_ORG", _("Men's organization")
    CSO_PLATFORM = "CSO_PLATFORM", _("Civil society platform")
    GOVERNMENT = "GOVERNMENT", _("Government")
    FAITH = "FAITH", _("Faith organization")
    MEDIA = "MEDIA", _("Media")
    RESEARCH = "RESEARCH", _("Research")
    OTHER = "OTHER", _("Other")


class OfficeQuerySet(models.QuerySet):
    """Rows that belong to an office and are seen by whoever reads its plans."""

    def visible_to(self, user):
        if user.scope.everything:
            return self
        return self.filter(office__in=user.scope.plan_offices | user.scope.partner_offices)

    def editable_by(self, user):
        return user.scope.limit(self, "office_id", RoleKind.MANAGER, RoleKind.OFFICE_ADMIN)


class Organization(Record):
    """CARE itself, its partners and its allies. `safe_alias` is shown wherever naming it is risky."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="organizations")
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=24, choices=OrganizationKind)
    women_led = models.BooleanField(_("led by women"), null=True, blank=True)
    safe_alias = models.CharField(
        _("safe alias"),
        max_length=80,
        blank=True,
        help_text=_("Shown instead of the name where naming it is risky."),
    )

    objects = RecordManager.from_queryset(OfficeQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"],
                condition=ALIVE,
                name="organization_once_per_office",
                violation_error_message=_("This organization is already on the list."),
            )
        ]

    def __str__(self):
        return self.safe_alias or self.name


class Facilitator(Record):
    """A person who leads sessions: a user, with the organization they work for."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="facilitators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="facilitating")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    gender = models.CharField(
        _("gender, as stated"),
        max_length=20,
        choices=Column,
        blank=True,
        help_text=_("Only if the person wishes."),
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = RecordManager.from_queryset(OfficeQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["user__name"]
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "user"],
                condition=ALIVE,
                name="facilitator_once_per_office",
                violation_error_message=_("This person is already a facilitator here."),
            )
        ]

    def __str__(self):
        return self.user.name


class GroupKind(models.TextChoices):
    WOMENS_GROUP = "WOMENS_GROUP", _("Women's group")
    MENS_GROUP = "MENS_GROUP", _("Men's group")
    YOUTH_CLUB = "YOUTH_CLUB", _("Youth club")
    GIRLS_CLUB = "GIRLS_CLUB", _("Girls' club")
    BOYS_CLUB = "BOYS_CLUB", _("Boys' club")
    VSLA = "VSLA", _("Savings and loan group")
    MOTHER_GROUP = "MOTHER_GROUP", _("Mothers' group")
    FATHER_GROUP = "FATHER_GROUP", _("Fathers' group")
    AGRI_LABOUR = "AGRI_LABOUR", _("Agricultural laborers")
    COUPLES_GROUP = "COUPLES_GROUP", _("Couples")
    HOUSEHOLD_GROUP = "HOUSEHOLD_GROUP", _("Households")
    LEADERS_GROUP = "LEADERS_GROUP", _("Leaders")
    ALLY_NETWORK = "ALLY_NETWORK", _("Ally network")
    LGBTQ_GROUP = "LGBTQ_GROUP", _("Protected group")
    STAFF_GROUP = "STAFF_GROUP", _("Staff")
    PARTNER_STAFF = "PARTNER_STAFF", _("Partner staff")
    SCHOOL_CLASS = "SCHOOL_CLASS", _("School class")
    OTHER = "OTHER", _("Other")


class GroupOrigin(models.TextChoices):
    EXISTING = "EXISTING", _("Existed before")
    NEW = "NEW", _("Formed for the program")


class GroupStatus(models.TextChoices):
    FORMING = "FORMING", _("Forming")
    ACTIVE = "ACTIVE", _("Active")
    DORMANT = "DORMANT", _("Dormant")
    GRADUATED = "GRADUATED", _("Graduated")
    CLOSED = "CLOSED", _("Closed")


def consent_recorded(group):
    if group.consent_adult_verbal or (group.guardian_consent_on and group.child_assent_on):
        return ""
    return _now(
        "Record first on what consent people take part: adults' own, or guardians' and the children's."
    )


GROUP_MOVES = Moves(
    GroupStatus,
    {
        GroupStatus.FORMING: {GroupStatus.ACTIVE: consent_recorded, GroupStatus.CLOSED: free},
        GroupStatus.ACTIVE: {
            GroupStatus.DORMANT: free,
            GroupStatus.GRADUATED: free,
            GroupStatus.CLOSED: free,
        },
        GroupStatus.DORMANT: {
            GroupStatus.ACTIVE: consent_recorded,
            GroupStatus.GRADUATED: free,
            GroupStatus.CLOSED: free,
        },
    },
)


class GroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Groups of the person's offices; partner staff: the groups they work with.

        A protected (LGBTQ) space is seen by the facilitators named on it and by nobody else (D7, D9).
        """
        named = Q(pk__in=Group.facilitators.through.objects.filter(facilitator__user=user).values("group"))
        if user.scope.everything:
            office = Q()
        else:
            office = Q(office__in=user.scope.plan_offices) | (
                Q(office__in=user.scope.partner_offices) & named
            )
        return self.filter(office & (~Q(space=GenderSpace.LGBTQ) | named))

    def editable_by(self, user):
        """Managers' groups, and those that a facilitator works with."""
        return (
            self.visible_to(user)
            .filter(
                Q(office__in=user.scope.offices_as(RoleKind.MANAGER))
                | Q(facilitators__user=user, facilitators__left_on=None)
                if not user.scope.superuser
                else Q()
            )
            .distinct()
        )


class Group(Record):
    """People who meet. Its code says nothing about health, orientation or what anybody lived through."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="groups")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=GroupKind)
    space = models.CharField(_("space"), max_length=12, choices=GenderSpace)
    origin = models.CharField(_("origin"), max_length=10, choices=GroupOrigin, default=GroupOrigin.NEW)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="groups")
    min_age = models.PositiveSmallIntegerField(_("youngest"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("oldest"), null=True, blank=True)
    head_count_only = models.BooleanField(
        _("head count only"), default=False, help_text=_("No register of numbers: people are only counted.")
    )
    enrolled = models.PositiveIntegerField(
        _("people enrolled"), default=0, help_text=_("For groups that are only counted.")
    )
    language = models.CharField(
        _("language"),
        max_length=5,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("In which its paper is printed; none: that of whoever prints it."),
    )
    draws_from = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="feeds")
    facilitators = models.ManyToManyField(Facilitator, blank=True, related_name="groups")
    meeting_place_private = models.BooleanField(_("meeting place is private"), null=True, blank=True)
    trust_level = models.PositiveSmallIntegerField(
        _("trust level, 1 to 4"), null=True, blank=True, help_text=_("As the facilitator rates it.")
    )
    consent_adult_verbal = models.BooleanField(_("adults agreed to take part"), default=False)
    guardian_consent_on = models.DateField(_("guardians agreed on"), null=True, blank=True)
    child_assent_on = models.DateField(_("children agreed on"), null=True, blank=True)
    prior_experience = models.TextField(
        _("earlier experience"),
        blank=True,
        max_length=500,
        help_text=_("Evidence that the group did reflection and peer support before this program (R16)."),
    )
    status = models.CharField(_("status"), max_length=10, choices=GroupStatus, default=GroupStatus.FORMING)

    objects = RecordManager.from_queryset(GroupQuerySet)()
    history = HistoricalRecords(m2m_fields=[draws_from, facilitators])
    moves = GROUP_MOVES

    class Meta:
        ordering = ["name"]
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "code"],
                condition=ALIVE,
                name="group_code_once_per_office",
                violation_error_message=_("Another group of this office has this code."),
            ),
            models.CheckConstraint(
                condition=Q(space__in=GenderSpace.values),
                name="group_space_is_a_space",
                violation_error_message=_("Choose one of the spaces on the list."),
            ),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(max_age__gte=models.F("min_age")),
                name="group_ages_in_order",
                violation_error_message=_(
                    "The oldest age is below the youngest. Choose a higher oldest age."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(space="LGBTQ") | Q(head_count_only=True),
                name="protected_group_is_head_count",
                violation_error_message=_("A group in a protected space is only counted, never numbered."),
            ),
            models.CheckConstraint(
                condition=Q(trust_level=None) | Q(trust_level__range=(1, 4)),
                name="group_trust_level_1_to_4",
                violation_error_message=_("The trust level is a number from 1 to 4."),
            ),
        ]

    def __str__(self):
        return self.name


class AgeBand(models.TextChoices):
    UNDER_10 = "<10", "<10"
    FROM_10 = "10-14", "10–14"
    FROM_15 = "15-17", "15–17"
    FROM_18 = "18-19", "18–19"
    FROM_20 = "20-24", "20–24"
    FROM_25 = "25-29", "25–29"
    FROM_30 = "30-49", "30–49"
    FROM_50 = "50-59", "50–59"
    FROM_60 = "60+", "60+"
    UNKNOWN = "unknown", _("unknown")


class MemberQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(group__in=Group.objects.visible_to(user))

    def on_register(self, day):
        """Members on the register on this day: joined by then, and not left before it."""
        return self.filter(Q(joined_on=None) | Q(joined_on__lte=day), Q(left_on=None) | Q(left_on__gte=day))


class Member(Record):
    """A number in a group's paper register, and how that person is counted. Nothing else is ever known."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    number = models.PositiveIntegerField(_("number"))
    column = models.CharField(_("counted as"), max_length=20, choices=Column)
    age_band = models.CharField(_("age band"), max_length=8, choices=AgeBand, default=AgeBand.UNKNOWN)
    pair_no = models.PositiveIntegerField(
        _("pair"), null=True, blank=True, help_text=_("Couples and households: numbers that belong together.")
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = RecordManager.from_queryset(MemberQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["group", "number"]
        verbose_name = _("member number")
        verbose_name_plural = _("member numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number"],
                condition=ALIVE,
                name="member_number_once_per_group",
                violation_error_message=_("This number is already on the register of this group."),
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, 9999)),
                name="member_number_1_to_9999",
                violation_error_message=_("A member number lies between 1 and 9999."),
            ),
            models.CheckConstraint(
                condition=Q(column__in=list(COUNTS)),
                name="member_column_is_a_column",
                violation_error_message=_("Choose one of the columns on the list."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=models.F("joined_on")),
                name="member_dates_in_order",
                violation_error_message=_("The member left before joining. Choose a later date."),
            ),
        ]

    def __str__(self):
        return f"{self.group} {self.number}"
