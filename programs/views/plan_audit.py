"""Plan pages and the rules: audit after each write, and say beforehand what a change would bring."""

from dataclasses import dataclass
from datetime import timedelta

from groups.models import ChangeAgent, Group, Observation, Skill, StaffReflection, Suspension
from programs.auditing import facts_changed, reaudit, reaudit_around, reaudit_led_by
from programs.foresight import compare
from programs.messages import sentence, title
from programs.models import (
    AccountabilityFeedback,
    AlliancePartner,
    Appearance,
    Concern,
    ConsentRecord,
    ExternalActivity,
    GbvReview,
    InclusionDecision,
    Intervention,
    Program,
    Session,
    Story,
    SyncLink,
)
from programs.sequencing.finding import Finding
from programs.sequencing.limits import Limits
from programs.stage import reaudit_around_agent
from referrals.models import PathwayStep, Service


@dataclass(frozen=True)
class Told:
    """A finding with its words."""

    finding: Finding
    title: str
    sentence: str


def told(findings, user):
    """Findings in words, without those about work or groups that the person does not see (D7, D9)."""
    findings = list(findings)
    hidden = {
        kind: _hidden(model, user, {f.subject_key for f in findings if f.kind == kind})
        for kind, model in (("intervention", Intervention), ("group", Group))
    }
    return [
        Told(finding, title(finding), sentence(finding))
        for finding in findings
        if finding.subject_key not in hidden.get(finding.kind, ())
    ]


def _hidden(model, user, keys):
    """Of these, what exists and the person does not see; what is only being tried out does not exist."""
    visible = model.objects.visible_to(user).filter(pk__in=keys).values("pk")
    rows = model.objects.filter(pk__in=keys).exclude(pk__in=visible)
    return set(rows.values_list("pk", flat=True)) if keys else set()


def audited(record):
    """Audit anew every program whose verdict this record can alter, in the caller's transaction."""
    match record:
        case Program():
            reaudit([record.pk])
            reaudit_around(list(record.interventions.values_list("pk", flat=True)))
        case AlliancePartner() | GbvReview() | InclusionDecision() | Story():
            reaudit([record.program_id])
        case Concern():
            reaudit([record.program_id] if record.program_id else [])
        case ConsentRecord():
            reaudit([record.story.program_id])
        case Appearance():
            reaudit_around([record.session.intervention_id])
        case ChangeAgent():
            reaudit_around_agent(record)
        case Intervention():
            reaudit_around([record.pk])
        case Session() | AccountabilityFeedback():
            reaudit_around([record.intervention_id])
        case SyncLink():
            reaudit_around([end for end in (record.from_intervention_id, record.to_intervention_id) if end])
        case ExternalActivity():
            reaudit_around(list(record.links.values_list("from_intervention", flat=True)))
        case Skill() | Observation() | Suspension():
            reaudit_led_by([record.facilitator_id])
        case StaffReflection():
            reaudit_led_by(list(record.attendees.values_list("pk", flat=True)))
        case PathwayStep():
            facts_changed(office=record.pathway.office_id, places=record.pathway.place_ids)
        case Service():
            facts_changed(office=record.organization.office_id, places=record.steps.place_ids())
        case Group():
            groups = [record.pk, *record.feeds.values_list("pk", flat=True)]
            reaudit_around(list(Intervention.objects.filter(groups__in=groups).values_list("pk", flat=True)))


def outlook(form, program, user, on, save=None):
    """What the rules would say if this form were saved; without the two lists while it is not complete."""
    if not form.is_valid():
        return {"incomplete": True}
    comes, goes = compare(program.pk, save or form.save, on)
    return {"on": on, "comes": told(comes, user), "goes": told(goes, user)}


def in_view(start, today):
    """Today, or the day from which the rules look at planned work: before it they say nothing yet."""
    return max(today, start - timedelta(days=Limits().due_within)) if start else today
