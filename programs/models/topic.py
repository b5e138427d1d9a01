from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How hard a topic is; entry points open the way to the sensitive ones (S59 to S61)."""

    ENTRY = "ENTRY", _("Entry point")
    INTERMEDIATE = "INTERMEDIATE", _("Intermediate")
    SENSITIVE = "SENSITIVE", _("Sensitive")


class Lens(models.TextChoices):
    OWN_EXPERIENCE = "OWN_EXPERIENCE", _("Own experience")
    POWER_AND_EQUITY = "POWER_AND_EQUITY", _("Power and equity")
    RELATIONSHIPS = "RELATIONSHIPS", _("Relationships")
    PRACTICAL = "PRACTICAL", _("Practical")


class SeparateFirst(models.TextChoices):
    """Whether women and men first need the topic among themselves (S26 to S28)."""

    NO = "NO", _("No")
    YES = "YES", _("Yes")
    YOUTH = "YOUTH", _("In youth spaces")


class Method(models.TextChoices):
    """Ways of learning by experience (S47)."""

    ROLE_PLAY = "ROLE_PLAY", _("Role play")
    POWER_WALK = "POWER_WALK", _("Power walk")
    STORYTELLING = "STORYTELLING", _("Storytelling")
    THEATRE = "THEATRE", _("Theater")
    BODY_MAP = "BODY_MAP", _("Body map")
    TIME_USE = "TIME_USE", _("Time use")
    DEBATE = "DEBATE", _("Debate")
    TAKE_HOME = "TAKE_HOME", _("Something to try at home")
    FILM_RADIO = "FILM_RADIO", _("Film or radio")
    GAME = "GAME", _("Game")
    OTHER = "OTHER", _("Another way")


class Topic(models.Model):
    """One of the 36 topics of section F: reference data, seeded by a migration, the same in every office."""

    code = models.CharField(_("code"), max_length=3, primary_key=True)
    label = models.CharField(_("topic"), max_length=120)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    separate_first = models.CharField(_("separate first"), max_length=5, choices=SeparateFirst)
    lens = models.CharField(_("lens"), max_length=16, choices=Lens)
    needs_first = models.JSONField(
        _("needs first"), default=list, help_text="[[T05, T07], [T13]] means (T05 or T07) and T13."
    )
    elements = models.JSONField(_("elements"), default=list)
    suggested = models.CharField(_("suggested order of spaces"), max_length=120)
    about_violence = models.BooleanField(_("about gender-based violence"), default=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self):
        return str(_(self.label))
