"""Where each sentence of the brief lives in this application: S1 to S117.

`COVERAGE` names the fields, values, topics and pages by hand. Rules and texts say themselves which sentences
they rest on, and are added from there. A test holds that every sentence has a place, and that no place is
gone.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.urls import get_resolver
from django.utils.text import capfirst

from programs.models.session import CHECKLIST
from programs.sequencing.audit import RULES
from programs.texts import RULE_TEXTS
from programs.topic_names import TOPIC_NAMES

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "programs" / "guide"
NAMED = re.compile(r"{% (?:source|quote) ([\d ]+)%}")
LEFT_OUT = {117: "figures on CARE as a whole, out of date: not shown anywhere, as the specification asks"}
NUMBERS = range(1, 118)

COVERAGE = """
1   field programs.LearningNote.element; page guide_element
2   field programs.Intervention.element; field programs.Intervention.also_elements
3   field programs.LearningNote.source_kind; page learning
4   field programs.SyncLink.rationale; field programs.InclusionDecision.decision
5   topic T09; topic T08
6   page sequence
7   field programs.Intervention.space; field programs.Session.space; page sequence
8   field programs.TargetNorm.statement; field programs.TargetNorm.reference_group
9   field programs.SyncLink.timing; page sequence
10  field groups.Group.power_tags; checklist power_attention
11  field programs.Session.who_spoke; checklist power_reflection_done
12  field programs.Topic.separate_first
13  field programs.AlliancePartner.role
14  value programs.SyncLink.timing SEQUENTIAL; value programs.SyncLink.timing SIMULTANEOUS
15  value programs.SyncLink.coordination OTHER_ORGANIZATION; field programs.SyncLink.to_external
16  page board
17  value programs.Intervention.element WGE
18  field programs.Barrier.statement; field programs.Barrier.actor; topic T05; topic T12
19  page board
20  field programs.ExternalActivity.description; page program_plan
21  page repair_link
22  field programs.AccountabilityFeedback.from_group; field programs.AccountabilityFeedback.from_organization
24  field programs.Topic.lens
25  value programs.Topic.lens POWER_AND_EQUITY; topic T32
26  field programs.Topic.suggested; page sequence
27  topic T24; page repair_waiver
28  topic T24; field programs.JointWaiver.reason
29  page harm; page card
30  value programs.SyncLink.kind BRIDGES_TO_MIXED; page repair_joint
31  field programs.ActionCommitment.text; field programs.ActionCommitment.due_on
32  field programs.Intervention.advocacy_level; value programs.SyncLink.kind ADVOCACY_CONTINUATION
33  value programs.Intervention.element CONSCIENTIZATION; page sessions_schedule
34  field groups.Group.kind; value groups.Group.kind LEADERS_GROUP
35  topic T06; value programs.Topic.lens OWN_EXPERIENCE
36  topic T02
37  field groups.StaffReflection.held_on; page reflection_new
38  field groups.StaffReflection.domain
39  field groups.StaffReflection.topics; topic T36
40  field groups.Observation.score; page facilitator
41  checklist safe_space_set; checklist non_judgmental
42  value programs.Topic.level SENSITIVE
43  field groups.Skill.code; field groups.Observation.safe_for_sensitive
44  topic T06; topic T09
45  value programs.ActionCommitment.kind SUPPORT_OTHERS
46  value programs.Intervention.element BUILDING_BASE
47  field programs.Session.methods
48  topic T17; value groups.Group.power_tags CASTE
50  field groups.Group.power_tags
51  field programs.Topic.lens
52  field programs.Intervention.purpose; value programs.Intervention.purpose RISK_MITIGATION
54  value programs.SyncLink.kind PARALLEL_SEPARATE; page repair_link
55  value programs.SyncLink.kind BRIDGES_TO_MIXED; page repair_joint
56  value programs.Intervention.element INTIMATE_DIALOGUES; topic T04
57  field programs.Intervention.relationship_focus
58  value groups.Skill.code CONFLICT_RESOLUTION; value groups.Skill.code COUNSELLING
59  value programs.Topic.level ENTRY
60  topic T05; topic T07
61  field groups.Group.trust_level; topic T11; topic T12
62  topic T03; checklist active_listening_agreed
63  field referrals.Protocol.child_abuse; field referrals.ProtocolAck.acknowledged_on; page protocol
64  field referrals.ReferralPathway.last_verified_on; field referrals.Service.sector; page card
65  field referrals.ProtocolDiscussion.ground_rules; page protocol_discussion_new
67  topic T13
68  field programs.Session.space; field groups.Group.draws_from
69  checklist power_attention; field programs.Session.who_spoke
70  value programs.Concern.kind BACKLASH; page concerns
71  field groups.Outreach.contacts; value groups.Group.kind ALLY_NETWORK
73  field programs.Session.backlash_check
74  field groups.ChangeAgent.nominated_via; page change_agents
75  field groups.ChangeAgent.status
76  field groups.Group.origin
77  value groups.Group.kind VSLA; value groups.Group.kind FATHER_GROUP; value groups.Group.kind AGRI_LABOUR
78  topic T09
79  field groups.Outreach.month; value groups.Group.status DORMANT
80  value programs.SyncLink.kind ENTRY_VIA_WOMENS_GROUP
81  field programs.AccountabilityFeedback.changes_asked; page feedback
82  value programs.Concern.setting HOME; value programs.SyncLink.kind HOUSEHOLD_FOLLOW_UP
83  field groups.ChangeAgent.committed_on; field groups.ChangeAgent.code_of_conduct_on
85  field groups.ChangeAgent.kind
87  field groups.ChangeAgent.conduct_check_on; field groups.ChangeAgent.last_support_on
88  value groups.ChangeAgent.kind YOUTH_ACTIVIST
89  value programs.SyncLink.kind INTERGENERATIONAL
90  page stories; value groups.ChangeAgent.kind ROLE_MODEL
92  field programs.ConsentRecord.of_household
93  field groups.ChangeAgent.influences; page change_agents
95  value programs.Intervention.element ALLIANCES
96  field programs.AlliancePartner.status; page partner
97  field programs.TrustEvent.kind; field programs.TrustEvent.note; page partner
98  field programs.PartnerWorry.worry; field programs.PartnerWorry.answer
99  value programs.AlliancePartner.role ACCOUNTABILITY; value programs.AlliancePartner.role ADVOCACY
100 value programs.Story.kind TESTIMONY
101 value programs.Story.kind THEATRE; value programs.Story.kind RADIO_DRAMA
102 value programs.LearningNote.kind EVIDENCE; field programs.LearningNote.intervention
103 page measures; page review
104 field programs.AlliancePartner.first_contact_on
106 field programs.AlliancePartner.shared_goals; field programs.AlliancePartner.support_given;
    field programs.AlliancePartner.budget_shared
107 value programs.OrgCommitment.promise LONG_TERM; page promises
108 value programs.OrgCommitment.promise SPONSOR; value programs.OrgCommitment.promise MALE_ALLIES
109 value programs.OrgCommitment.promise TEAMS; field programs.SyncLink.contact_from;
    value programs.SyncLink.coordination OTHER_CARE_PROGRAM
110 value programs.OrgCommitment.promise TALENT; field groups.Facilitator.left_on
111 value programs.OrgCommitment.promise TRAINING; field groups.Skill.obtained_on
112 field programs.Program.theory_of_change; field programs.Program.strategy;
    field programs.Program.change_targets; field programs.Program.learning_system
113 value programs.OrgCommitment.promise REFLECTION; field groups.StaffReflection.attendees
114 field programs.GbvReview.part; field programs.GbvReview.owner; field programs.GbvReview.reviewed_on
115 field programs.LearningNote.shared; page learning
116 value programs.OrgCommitment.promise RETURN; field programs.RuleLimits.version
"""


@dataclass(frozen=True)
class Place:
    """Where a sentence lives: `kind` is field, value, topic, checklist, page, rule or text."""

    kind: str
    name: str

    def __str__(self):
        return f"{self.kind} {self.name}"


@cache
def coverage():
    """`{sentence number: (Place, ...)}` for S1 to S117; what is left out on purpose has none."""
    found = {number: [] for number in NUMBERS}
    for number, places in re.findall(r"^(\d+) +((?:.+\n)(?: +.+\n)*)", COVERAGE, re.MULTILINE):
        for place in filter(None, map(str.strip, places.split(";"))):
            found[int(number)].append(Place(*place.split(" ", 1)))
    for name, text in RULE_TEXTS.items():
        for source in text.sources:
            found[int(source[1:])].append(Place("rule", name))
    for path in sorted(TEMPLATES.rglob("*.html")):
        for number in sentences_named(path):
            found[number].append(Place("text", str(path.relative_to(TEMPLATES).with_suffix(""))))
    return {number: tuple(dict.fromkeys(places)) for number, places in found.items()}


def sentences_named(path):
    return sorted({int(number) for numbers in NAMED.findall(path.read_text()) for number in numbers.split()})


def is_there(place, number):
    """Whether the place exists, asked of what really is: models, topics, routes, rules and templates."""
    match place.kind:
        case "field":
            return field_of(place.name) is not None
        case "value":
            name, value = place.name.split(" ")
            return value in choices_of(name)
        case "topic":
            return place.name in TOPIC_NAMES
        case "checklist":
            return place.name in CHECKLIST
        case "page":
            return place.name in get_resolver().reverse_dict
        case "rule":
            return place.name in {rule.__name__ for rule in RULES}
        case "text":
            path = TEMPLATES / f"{place.name}.html"
            return path.exists() and number in sentences_named(path)
    return False


def field_of(name):
    label, field = name.rsplit(".", 1)
    try:
        return apps.get_model(label)._meta.get_field(field)
    except (LookupError, FieldDoesNotExist):
        return None


LISTS = {"programs.Intervention.purpose": "Purpose", "groups.Group.power_tags": "Power"}
"""Fields that hold a list, with the name of their choices."""


def choices_of(name):
    """The values that a field takes."""
    field = field_of(name)
    return dict(field.choices or choices_listed(name)) if field else ()


def choices_listed(name):
    app = apps.get_app_config(name.split(".", 1)[0])
    return getattr(app.models_module, LISTS[name]).choices if name in LISTS else ()


def label(place):
    """The place in words for people: which of a record's fields, which topic, which address."""
    match place.kind:
        case "field":
            field = field_of(place.name)
            return f"{capfirst(field.model._meta.verbose_name)}: {name_of(field)}"
        case "value":
            name, value = place.name.split(" ")
            field = field_of(name)
            words = dict(field.choices or choices_listed(name))[value]
            return f"{capfirst(field.model._meta.verbose_name)}: {words}"
        case "topic":
            return str(TOPIC_NAMES[place.name])
        case "checklist":
            return str(CHECKLIST[place.name])
        case "rule":
            return f"{RULE_TEXTS[place.name].number} · {RULE_TEXTS[place.name].title}"
        case "page":
            (address, _names), *_more = get_resolver().reverse_dict[place.name][0]
            return "/" + re.sub(r"%\(\w+\)s", "…", address)
    return place.name


def name_of(field):
    return getattr(field, "verbose_name", field.name)
