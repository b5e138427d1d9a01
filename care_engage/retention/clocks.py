"""When the time of something began to run: the phrases of `policy.toml`, as conditions on rows.

Each takes a queryset and a day, and keeps the rows for which it happened on that day or earlier. Where
nobody entered when something ended, the last sign of life counts, so that nothing is kept for ever
because a form was left half empty.
"""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from care_engage.accounts.models import Role, User
from groups.models import AgentStatus, ChangeAgent, Facilitator, Group, GroupStatus
from groups.models.readiness import Suspension
from programs.models import (
    Concern,
    ConsentRecord,
    ExternalActivity,
    Intervention,
    Program,
    Session,
    SyncLink,
)
from referrals.models import PathwayStatus, Protocol, ReferralPathway

OVER = (GroupStatus.CLOSED, GroupStatus.GRADUATED)
IN_PUBLIC = (AgentStatus.TRAINED, AgentStatus.ACTIVE, AgentStatus.PAUSED)


def on_day(name):
    """By a field that holds a day."""
    return lambda rows, limit: rows.filter(**{f"{name}__lte": limit})


def at_moment(name):
    """By a field that holds a moment; days are UTC's."""
    return lambda rows, limit: rows.filter(**{f"{name}__lt": midnight_after(limit)})


def midnight_after(day):
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC)


def among(path, ended):
    """By what the field at `path` refers to."""
    return lambda rows, limit: rows.filter(**{f"{path}__in": ended(limit).values("pk")})


def ended_interventions(limit):
    """Past their end, or, where none was entered, begun; and without a session, held or planned, since."""
    later = Session.objects.filter(
        Q(held_on__gt=limit) | Q(planned_on__gt=limit), intervention=OuterRef("pk")
    )
    return (
        Intervention.with_deleted.annotate(stopped_on=Coalesce("actual_ended_on", "ends_on", "starts_on"))
        .filter(~Exists(later), stopped_on__lte=limit)
        .order_by()
    )


def ended_programs(limit):
    """Past their end, or, where none was entered, begun; and every intervention has ended by then."""
    running = Intervention.objects.filter(program=OuterRef("pk")).exclude(
        pk__in=ended_interventions(limit).values("pk")
    )
    return (
        Program.with_deleted.annotate(stopped_on=Coalesce("ends_on", "starts_on"))
        .filter(~Exists(running), stopped_on__lte=limit)
        .order_by()
    )


def closed_groups(limit):
    """Closed or graduated, and not changed since; or all they took part in has ended."""
    works = Intervention.objects.filter(groups=OuterRef("pk"))
    running = works.exclude(pk__in=ended_interventions(limit).values("pk"))
    closed = Q(status__in=OVER, updated_at__lt=midnight_after(limit))
    return Group.with_deleted.filter(closed | Exists(works) & ~Exists(running)).order_by()


def departed_people(limit):
    """Inactive or without a role; and neither made, logged in nor posted anywhere since. Never superusers."""
    since = midnight_after(limit)
    roles = Role.with_deleted.filter(user=OuterRef("pk"))
    posts = Facilitator.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(
        Q(is_active=False) | ~Exists(roles.filter(deleted_at=None)),
        ~Exists(roles.filter(deleted_at__gte=since)),
        ~Exists(posts.filter(left_on__gt=limit)),
        Q(last_login=None) | Q(last_login__lt=since),
        created_at__lt=since,
        is_superuser=False,
    ).order_by()


def departed_facilitators(limit):
    """Those who left, or whose account nobody uses any more, where nobody entered a day."""
    gone = Q(left_on=None, user__in=departed_people(limit).values("pk"))
    return Facilitator.with_deleted.filter(gone | Q(left_on__lte=limit)).order_by()


def ended_suspensions(limit):
    """Those that ended, or, where no end was entered, with which the person left."""
    left = Q(ends_on=None, facilitator__in=departed_facilitators(limit).values("pk"))
    return Suspension.with_deleted.filter(left | Q(ends_on__lte=limit)).order_by()


def unlinked_activities(limit):
    """Partners' activities that ended, and to which no link leads any more."""
    return (
        ExternalActivity.with_deleted.annotate(
            stopped_on=Coalesce("ends_on", "last_confirmed_on", "starts_on")
        )
        .filter(~Exists(SyncLink.with_deleted.filter(to_external=OuterRef("pk"))), stopped_on__lte=limit)
        .order_by()
    )


def ended_roles(limit):
    """Change agents who were declined, suspended or left, and nominations that nobody pursued."""
    return ChangeAgent.with_deleted.filter(
        ~Q(status__in=IN_PUBLIC), updated_at__lt=midnight_after(limit)
    ).order_by()


def closed_concerns(limit):
    """Closed, handed over, or left open when the program ended."""
    left = Q(closed_on=None, program__in=ended_programs(limit).values("pk"))
    return Concern.with_deleted.filter(left | Q(closed_on__lte=limit)).order_by()


def ended_consents(limit):
    """Withdrawn or run out; or with the program, where no end was entered."""
    left = Q(expires_on=None, story__program__in=ended_programs(limit).values("pk"))
    over = Q(withdrawn_on__lte=limit) | Q(expires_on__lte=limit)
    return ConsentRecord.with_deleted.filter(left | over).order_by()


def retired_pathways(limit):
    return ReferralPathway.with_deleted.filter(
        status=PathwayStatus.RETIRED, updated_at__lt=midnight_after(limit)
    ).order_by()


def replaced_protocols(limit):
    """Versions in whose place a newer one was in force on that day."""
    newer = Protocol.objects.filter(
        office=OuterRef("office"), version__gt=OuterRef("version"), published_on__lte=limit
    )
    return Protocol.with_deleted.filter(Exists(newer)).order_by()


def themselves(ended):
    return among("pk", ended)


class AnyModel(dict):
    """The same condition for whatever model has the field."""

    def __init__(self, condition):
        super().__init__()
        self.condition = condition

    def __contains__(self, _label):
        return True

    def __missing__(self, _label):
        return self.condition


CLOCKS = {
    "it was removed": AnyModel(at_moment("deleted_at")),
    "the change": AnyModel(at_moment("history_date")),
    "it was made": {"backups": None},  # carried out by `manage.py backup`
    "the act": {"trail.Entry": None, "admin.LogEntry": at_moment("action_time")},  # the trail trims itself
    "the intervention ended": {
        "programs.Session": among("intervention", ended_interventions),
        "programs.AccountabilityFeedback": among("intervention", ended_interventions),
        "programs.JointWaiver": among("intervention", ended_interventions),
        "programs.ActionCommitment": among("session__intervention", ended_interventions),
    },
    "the program ended": {
        "programs.Program": themselves(ended_programs),
        "programs.Intervention": among("program", ended_programs),
        "programs.Session": among("intervention__program", ended_programs),
        "programs.SyncLink": among("from_intervention__program", ended_programs),
        "programs.JointWaiver": among("intervention__program", ended_programs),
        "programs.AccountabilityFeedback": among("intervention__program", ended_programs),
        "programs.AlliancePartner": among("program", ended_programs),
        "programs.Appearance": among("session__intervention__program", ended_programs),
        "programs.Story": among("program", ended_programs),
        "programs.TrustEvent": among("partner__program", ended_programs),
        "programs.PartnerWorry": among("partner__program", ended_programs),
        "programs.GbvReview": among("program", ended_programs),
        "programs.InclusionDecision": among("program", ended_programs),
        "programs.TargetNorm": among("program", ended_programs),
        "programs.Barrier": among("program", ended_programs),
        "programs.Flag": among("program", ended_programs),
        "programs.FlagEvent": among("flag__program", ended_programs),
        "programs.Verdict": among("program", ended_programs),
    },
    "the group closed": {
        "groups.Group": themselves(closed_groups),
        "groups.Member": among("group", closed_groups),
        "groups.Outreach": among("group", closed_groups),
        "groups.Named": among("group", closed_groups),
    },
    "the role ended": {"groups.ChangeAgent": themselves(ended_roles)},
    "the concern closed": {
        "programs.Concern": themselves(closed_concerns),
        "programs.ConcernAction": among("concern", closed_concerns),
    },
    "the consent ended": {"programs.ConsentRecord": themselves(ended_consents)},
    "the activity ended": {"programs.ExternalActivity": themselves(unlinked_activities)},
    "the person left": {
        "accounts.User": themselves(departed_people),
        "account.EmailConfirmation": among("email_address__user", departed_people),
        "account.EmailAddress": among("user", departed_people),
        "mfa.Authenticator": among("user", departed_people),
        "groups.Facilitator": themselves(departed_facilitators),
        "groups.Skill": among("facilitator", departed_facilitators),
        "groups.Observation": among("facilitator", departed_facilitators),
    },
    "the suspension ended": {"groups.Suspension": themselves(ended_suspensions)},
    "the meeting": {"groups.StaffReflection": on_day("held_on")},
    "it was noted": {"programs.LearningNote": on_day("noted_on")},
    "it was looked at": {"programs.OrgCommitment": on_day("looked_at_on")},
    "the month": {"referrals.ReferralTally": on_day("month")},
    "the call": {"referrals.Verification": on_day("verified_on")},
    "it was retired": {
        "referrals.ReferralPathway": themselves(retired_pathways),
        "referrals.PathwayStep": among("pathway", retired_pathways),
    },
    "it was replaced": {
        "referrals.Protocol": themselves(replaced_protocols),
        "referrals.ProtocolAck": among("protocol", replaced_protocols),
        "referrals.ProtocolDiscussion": among("protocol", replaced_protocols),
    },
    "it was sent": {"accounts.Letter": at_moment("claimed_at")},
    "it was last changed": {"programs.PlanDraft": at_moment("updated_at")},
    "it arrived": {"programs.OutboxEntry": at_moment("stored_at")},
    "the invitation": {"accounts.Invitation": at_moment("created_at")},
    "it ran out": {
        "accounts.Device": at_moment("expire_date"),
        "accounts.Attempts": at_moment("expires_at"),
    },
    "the day": {"programs.OfficeHoliday": on_day("day")},
}
