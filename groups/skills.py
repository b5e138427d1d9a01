"""The skills of facilitators (B3). Words only, so that messages can name them without a database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SkillCode(models.TextChoices):
    GENDER_REFLECTION = "GENDER_REFLECTION", _("Reflection on gender")
    FACILITATION = "FACILITATION", _("Facilitation")
    ACTIVE_LISTENING = "ACTIVE_LISTENING", _("Active listening")
    CONFLICT_RESOLUTION = "CONFLICT_RESOLUTION", _("Conflict resolution")
    PSYCHOSOCIAL = "PSYCHOSOCIAL", _("Psychosocial first aid")
    COUNSELLING = "COUNSELLING", _("Counseling")
    GBV_DISCLOSURE = "GBV_DISCLOSURE", _("Responding when somebody tells of violence")
    CHILD_SAFEGUARDING = "CHILD_SAFEGUARDING", _("Child safeguarding")
    PSEA = "PSEA", _("Preventing sexual exploitation and abuse")
    LGBTQ_INCLUSION = "LGBTQ_INCLUSION", _("LGBTQ+ inclusion")
    LINK_COORDINATION = "LINK_COORDINATION", _("Coordinating linked work")
