import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .intervention import Intervention
from .link import SyncLink
from .program import Program

MOST_STEPS = 30
LONGEST_VALUE = 600
GONE = _("Somebody has applied this draft or thrown it away in this moment.")
OVERTAKEN = _("Somebody has changed this draft in this moment. Look at its steps, then try again.")
STEPS = ("move", "add", "link", "cancel")


def steps_in_shape(changes):
    """A short list of forms as they were sent: `{"do": "move", "data": {"field": ["value", ...]}}`."""
    if not isinstance(changes, list) or len(changes) > MOST_STEPS:
        raise ValidationError(_now("A draft holds at most %(most)d steps.") % {"most": MOST_STEPS})
    for step in changes:
        if not (isinstance(step, dict) and step.keys() == {"do", "data"} and step["do"] in STEPS):
            raise ValidationError(_now("This step cannot be read. Take it out and enter it again."))
        data = step["data"]
        if not isinstance(data, dict) or not all(
            isinstance(values, list)
            and all(isinstance(one, str) and len(one) <= LONGEST_VALUE for one in values)
            for values in data.values()
        ):
            raise ValidationError(_now("This step cannot be read. Take it out and enter it again."))


class PlanDraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever plans the program may see and change its drafts, if they have the address."""
        return self.filter(program__in=Program.objects.editable_by(user).values("pk"))


class PlanDraft(models.Model):
    """What if: changes to one program's plan that are tried out and alter nothing until they are applied."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="drafts")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="plan_drafts"
    )
    changes = models.JSONField(_("steps"), default=list, validators=[steps_in_shape])
    base = models.CharField(max_length=64, help_text="The plan as it stood, as a hash.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PlanDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]
        verbose_name = _("plan draft")
        verbose_name_plural = _("plan drafts")

    def __str__(self):
        return f"{self.program} {self.pk}"

    def keep(self, changes):
        """Store these steps instead. Raises ValidationError if somebody was there first.

        Only what stands as it was read is written, in one statement: a draft that was just applied or
        thrown away never comes back, and nobody's step is lost under another's.
        """
        steps_in_shape(changes)
        now = timezone.now()
        if self.pk is None:
            self.changes = changes
            self.save()
            return
        drafts = PlanDraft.objects.filter(pk=self.pk)
        if not drafts.filter(updated_at=self.updated_at).update(changes=changes, updated_at=now):
            raise ValidationError(OVERTAKEN if drafts.exists() else GONE)
        self.changes, self.updated_at = changes, now

    @property
    def outdated(self):
        """Whether the plan has changed since the draft was begun, by whatever hand."""
        return self.base != base_of(self.program)


def base_of(program):
    """A hash of what drafts are about: the program's work and its links, not what is logged. Two queries."""
    work = Intervention.objects.filter(program=program).order_by("pk")
    links = SyncLink.objects.of(work.values_list("pk", flat=True)).order_by("pk")
    told = [
        list(work.values_list("pk", "space", "element", "status", "starts_on", "ends_on")),
        list(
            links.values_list("pk", "from_intervention", "to_intervention", "to_external", "kind", "status")
        ),
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()
