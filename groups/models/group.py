"""Groups, by the rule of who may join them. Protected spaces are known to the people named on them alone."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, Place, RoleKind
from care_engage.kit.crypto import EncryptedCharField
from care_engage.kit.guard.fields import guarded, guarded_name
from care_engage.kit.models import ALIVE, Record, RecordManager
from care_engage.kit.states import Moves, free

from ..spaces import GenderSpace
from .organization import Facilitator

FEWEST_SHOWN = 10
PROTECTED = ("space", GenderSpace.LGBTQ.value)
MAY_BE_NAMED = (RoleKind.FACILITATOR, RoleKind.MANAGER, RoleKind.SAFEGUARDING_FOCAL_POINT)
"""Roles in which a person may know of a protected space, if named (D9); partner staff as well."""


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


class Power(models.TextChoices):
    """What sets people in a group apart besides gender (S10, S48)."""

    AGE = "AGE", _("Age")
    CLASS = "CLASS", _("Class or wealth")
    CASTE = "CASTE", _("Caste")
    ETHNICITY = "ETHNICITY", _("Ethnicity")
    DISABILITY = "DISABILITY", _("Disability")
    STATUS = "STATUS", _("Office or standing")
    FAITH = "FAITH", _("Faith")


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
    def open_to_office(self):
        """Without protected spaces, which no list, count, search or rule knows (D7)."""
        return self.exclude(space=GenderSpace.LGBTQ)

    def named_to(self, user):
        """Protected spaces that name this person, as long as a role lets a naming count (D7, D9)."""
        if not user.scope.confidential:
            return self.none()
        offices = user.scope.offices_as(*MAY_BE_NAMED) | user.scope.partner_offices
        mine = Named.objects.filter(user=user).values("group")
        return self.filter(space=GenderSpace.LGBTQ, office__in=offices, pk__in=mine)

    def visible_to(self, user):
        """Groups of the person's offices; partner staff: the groups they work with.

        A protected space is seen by the people named on it and by nobody else, superusers included.
        """
        protected = Q(pk__in=Group.objects.named_to(user).values("pk"))
        office = Q()
        if not user.scope.everything:
            works = Group.facilitators.through.objects.filter(facilitator__user=user).values("group")
            office = Q(office__in=user.scope.plan_offices)
            office |= Q(office__in=user.scope.partner_offices, pk__in=works)
        return self.filter((office & ~Q(space=GenderSpace.LGBTQ)) | protected)

    def editable_by(self, user):
        """Managers' groups, those that a facilitator works with, and protected ones that name either."""
        scope = user.scope
        seen = self.visible_to(user)
        if scope.superuser:
            return seen
        leads = scope.offices_as(RoleKind.MANAGER, RoleKind.FACILITATOR) | scope.partner_offices
        return seen.filter(
            Q(office__in=scope.offices_as(RoleKind.MANAGER))
            | Q(facilitators__user=user, facilitators__left_on=None)
            | Q(space=GenderSpace.LGBTQ, office__in=leads)
        ).distinct()


class Group(Record):
    """People who meet. Its code says nothing about health, orientation or what anybody lived through."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="groups")
    code = EncryptedCharField(_("code"), max_length=40, only_if=PROTECTED)
    name = EncryptedCharField(_("name"), max_length=160, only_if=PROTECTED, validators=[guarded_name])
    kind = models.CharField(_("kind"), max_length=20, choices=GroupKind)
    space = models.CharField(_("space"), max_length=12, choices=GenderSpace)
    origin = models.CharField(_("origin"), max_length=10, choices=GroupOrigin, default=GroupOrigin.NEW)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="groups")
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
    power_tags = models.JSONField(_("what sets its people apart"), default=list, blank=True)
    consent_adult_verbal = models.BooleanField(_("adults agreed to take part"), default=False)
    guardian_consent_on = models.DateField(_("guardians agreed on"), null=True, blank=True)
    child_assent_on = models.DateField(_("children agreed on"), null=True, blank=True)
    prior_experience = models.TextField(
        _("earlier experience"),
        blank=True,
        max_length=500,
        help_text=_("Evidence that the group did reflection and peer support before this program (R16)."),
        validators=[guarded],
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
                condition=ALIVE & ~Q(space="LGBTQ"),  # or "taken" would tell that there is one
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
                condition=~Q(space="LGBTQ") | Q(place=None),
                name="protected_group_has_no_place",
                violation_error_message=_("Of a protected space only the country is known, never a place."),
            ),
            models.CheckConstraint(
                condition=Q(space="LGBTQ") | ~Q(kind="LGBTQ_GROUP"),
                name="protected_kind_in_protected_space",
                violation_error_message=_("Choose one of the kinds on the list."),
            ),
            models.CheckConstraint(
                condition=~Q(space="LGBTQ") | Q(min_age=None, max_age=None),
                name="protected_group_has_no_ages",
                violation_error_message=_("Of a protected space no ages are kept."),
            ),
            models.CheckConstraint(
                condition=Q(trust_level=None) | Q(trust_level__range=(1, 4)),
                name="group_trust_level_1_to_4",
                violation_error_message=_("The trust level is a number from 1 to 4."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def protected(self):
        return self.space == GenderSpace.LGBTQ

    @property
    def enrolled_shown(self):
        """Of a protected space no count below ten is shown, to those who are named neither (D7)."""
        if self.protected and self.enrolled < FEWEST_SHOWN:
            return _now("fewer than %(least)d") % {"least": FEWEST_SHOWN}
        return self.enrolled

    def clean(self):
        if self.protected and not self.office.protected_spaces:
            raise ValidationError({"space": _now("Choose one of the spaces on the list.")})

    def save(self, *args, **kwargs):
        """Where it is not safe, a protected space cannot be stored, by whatever way it comes (D7)."""
        self.clean()
        super().save(*args, **kwargs)


class NamedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(group__in=Group.objects.named_to(user).values("pk"))

    def editable_by(self, user):
        protected = Group.objects.named_to(user).values("pk")
        return self.filter(group__in=Group.objects.editable_by(user).filter(pk__in=protected).values("pk"))


class Named(Record):
    """A person who may know of a protected space. Each naming is in the audit trail (D7)."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="named")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="named")

    objects = RecordManager.from_queryset(NamedQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("named person")
        verbose_name_plural = _("named people")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=ALIVE,
                name="named_once",
                violation_error_message=_("This person is named already."),
            )
        ]

    def __str__(self):
        return str(self.user)
