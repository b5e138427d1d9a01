"""Need to know (D9) as data: which role may do what with which kind of thing, and what each address shows.

This is the second wall. The first are the querysets (`visible_to`, `editable_by`), which know whose row it
is; tests try every cell of this table over HTTP and hold the two together. An address that is not below is
closed to everybody.
"""

from dataclasses import dataclass

READ, EDIT, EXPORT = ACTS = ("read", "edit", "export")

ROLES = (
    "FACILITATOR",
    "PARTNER_STAFF",
    "MANAGER",
    "MEL",
    "GBV_FOCAL_POINT",
    "SAFEGUARDING_FOCAL_POINT",
    "OFFICE_ADMIN",
    "GLOBAL_VIEWER",
    "SUPERUSER",
)
ANYBODY = "ANYBODY"
"""Who is logged in, whatever their role."""


@dataclass(frozen=True)
class Cell:
    """Acts, and what narrows them: own, named, counts, suppressed, or the rules whose flags are read."""

    acts: frozenset
    within: tuple = ()

    @classmethod
    def of(cls, text):
        words = text.split()
        acts = {word for word in words if word in ACTS}
        if EDIT in acts:
            acts.add(READ)
        return cls(frozenset(acts), tuple(word for word in words if word not in ACTS))


def row(*cells):
    return dict(zip(ROLES, map(Cell.of, cells), strict=True))


def same(text):
    return row(*[text] * len(ROLES)) | {ANYBODY: Cell.of(text)}


# As ROLES: field staff, partner staff, manager, MEL, GBV, safeguarding, administrator, global, superuser.
MATRIX = {
    "plan": row("edit own", "edit own", "edit", "read", "read", "", "read", "read", "edit"),
    "groups": row("edit own", "edit own", "edit", "read", "read", "", "read", "read", "edit"),
    "flags": row(
        *("read own", "read own", "edit", "read counts", "read R10 R15 R23", "read R22 R24"),
        *("", "read counts", "edit"),
    ),
    "readiness": row("read own", "read own", "edit", "", "", "", "edit", "", "edit"),
    "referral card": same("read"),
    "pathways": row("", "", "read", "", "edit", "read", "edit", "", "edit"),
    "tallies": row("", "", "", "", "edit", "", "", "", ""),
    "tally sums": row("", "", "read suppressed", "read suppressed", "read suppressed", "", "", "", ""),
    "protected spaces": row("edit named", "edit named", "edit named", "", "", "read named", "", "", ""),
    # Sums of an office, small ones hidden (D8).
    "person counts": row(
        *("", "", "read export suppressed", "read export suppressed", "read export suppressed", ""),
        *("", "read suppressed", "read suppressed"),
    ),
    # Public contacts, no person's: for whoever D9 lets export, and whoever keeps the pathways.
    "directory export": row("", "", "export", "export", "export", "", "export", "", ""),
    "import": row("", "", "edit", "", "", "", "", "", "edit"),
    "people and roles": row("", "", "", "", "", "", "edit", "", "edit"),
    "office": row("", "", "", "", "", "", "edit", "", "edit"),
    "protocol": same("read"),
    "protocol drafts": row("", "", "", "", "edit", "", "edit", "", "edit"),
    "change agents": row("edit", "", "edit", "read", "read", "read", "", "", "edit"),
    "vetting outcome": row("", "", "edit", "", "", "read", "", "", ""),
    # Of violence alone for the GBV focal point; field staff's own until somebody has taken it over.
    "concern text": row("edit own", "edit own", "edit", "", "edit", "edit", "", "", ""),
    "learning": row("edit", "read", "edit", "edit", "edit", "read", "read", "read", "edit"),
    "promises": row("read", "", "edit", "read", "read", "read", "read", "read", "edit"),
    "audit trail": row("", "", "", "", "", "read", "", "", "read"),
    "guide": same("read"),
    "own account": same("edit"),
    "workshop": row("", "", "", "", "", "", "", "", "read"),
}
CONFIDENTIAL = {
    "tallies",
    "tally sums",
    "protected spaces",
    "person counts",
    "directory export",
    "vetting outcome",
    "concern text",
    "audit trail",
    "own account",
}
"""Closed while an administrator views as somebody else, who may read it: the administrator may not."""

SHOWN = {
    ("plan", READ): """
        board measures measure calendar calendar_wall sequence programs program_plan intervention
        sessions_schedule link partner external feedback my_sessions session review stories story
    """,
    ("plan", EDIT): """
        log_session session_not_held not_logged session_plan session_make_up sessions_series sessions_shift
        program_new program_edit intervention_new intervention_edit link_new link_edit partner_new
        partner_edit partner_contacted external_new external_edit external_confirmed external_met
        feedback_new feedback_edit detail_new detail_edit appearance_new story_new story_edit consent_new
        consent_edit consent_withdrawn program_safety plan_move plan_remove plan_purge
        group_type_up session_paper repair_link repair_joint repair_external repair_waiver repair_confirm
        repair_withdraw repair_undo undo
        shapes program_start what_if_new what_if what_if_apply what_if_discard
    """,
    ("flags", READ): "program_flags flag",
    ("flags", EDIT): "flag_acknowledge flag_assign flag_dismiss flag_take_up flag_undo inbox",
    ("change agents", READ): "change_agents change_agent",
    ("change agents", EDIT): "change_agent_new change_agent_edit change_agent_supported plan_remove undo",
    ("vetting outcome", READ): "vetting",
    ("vetting outcome", EDIT): "vetting_move undo",
    ("concern text", READ): "concerns concern",
    ("concern text", EDIT): """
        concern_new concern_edit concern_action_new concern_action_done concern_move concern_purge
        concern_remove undo
    """,
    ("groups", READ): "groups group",
    ("groups", EDIT): """
        group_new group_edit group_remove group_paper group_numbers group_left group_move member
        outreach_new outreach_remove undo
    """,
    ("protected spaces", READ): "groups group",
    ("protected spaces", EDIT): "group_named named_remove group_erase",
    ("readiness", READ): "facilitators facilitator",
    ("readiness", EDIT): "readiness_new readiness_remove reflection_new suspension_lift undo",
    ("referral card", READ): "harm referrals card_places card card_fragment away",
    ("pathways", READ): """
        referral_office referral_services referral_service referral_pathway referral_focal_points
    """,
    ("pathways", EDIT): """
        referral_limits referral_organization referral_service_new referral_calls referral_service_edit
        referral_service_verify referral_service_remove referral_pathway_new referral_pathway_edit
        referral_pathway_verify referral_pathway_move referral_step_new referral_step
        referral_step_remove referral_step_shift import_services import_services_empty undo
        referral_pathway_purge referral_step_purge
    """,
    ("tallies", EDIT): "referral_tallies referral_tally_new referral_tally referral_tally_remove",
    ("tally sums", READ): "referral_numbers",
    ("person counts", READ): "people",
    ("person counts", EXPORT): "people_export",
    ("directory export", EXPORT): "referral_export",
    ("import", EDIT): "import_plan import_template",
    ("people and roles", EDIT): """
        office_people office_person_new office_role_remove office_way_in office_view_as undo
    """,
    ("office", EDIT): """
        office office_settings office_places office_place_new office_place office_place_remove
        office_topics office_limits office_days office_holiday_remove office_market_day_remove undo
        office_limits_purge
    """,
    ("protocol", READ): "protocols protocol protocol_acknowledge",
    ("protocol drafts", EDIT): """
        protocol_draft protocol_publish protocol_discussion_new protocol_discussion_purge
    """,
    ("audit trail", READ): "trail",
    ("learning", READ): "learning",
    ("learning", EDIT): "learning_new learning_edit plan_remove plan_purge undo",
    ("promises", READ): "promises",
    ("promises", EDIT): "promise_edit",
    ("guide", READ): "home guide guide_element guide_rule guide_sources retention view_as_stop",
    ("own account", EDIT): """
        account calendar_address devices still_here account_reauthenticate mfa_reauthenticate mfa_index
        mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes
        device_key offline_copy outbox waiting
    """,
    ("workshop", READ): "style",
}
BEFORE_LOG_IN = {"log_in", "log_out", "choose_password", "mfa_authenticate", "account_login"} | {
    "calendar_feed",
    "letters_stop",
    "service_worker",
    "manifest",
}
"""Addresses that show nothing of anybody."""


def doors_of():
    """`{route: [(object, act), ...]}`"""
    doors = {}
    for door, names in SHOWN.items():
        for name in names.split():
            doors.setdefault(name, []).append(door)
    return doors


DOORS = doors_of()


def roles_of(scope):
    """The rows of the matrix that hold for this person, in whatever office."""
    found = {kind for kind, offices in scope.by_kind.items() if offices} | {ANYBODY}
    if scope.partner_offices:
        found.add("PARTNER_STAFF")
    if scope.superuser:
        found.add("SUPERUSER")
    return found


def roles_in(scope, office_id):
    """The rows of the matrix that hold for this person in one office."""
    found = {kind for kind, offices in scope.by_kind.items() if office_id in offices or None in offices}
    if office_id in scope.partner_offices:
        found.add("PARTNER_STAFF")
    if scope.superuser:
        found.add("SUPERUSER")
    return found


def allows(scope, thing, act):
    """Whether one of the person's roles may do this at all; whose rows, the querysets know."""
    if thing in CONFIDENTIAL and not scope.confidential:
        return False
    return any(act in MATRIX[thing].get(role, Cell.of("")).acts for role in roles_of(scope))


def opens(scope, route):
    """Whether an address opens to this person; one without an entry opens to nobody."""
    return any(allows(scope, thing, act) for thing, act in DOORS.get(route, ()))
