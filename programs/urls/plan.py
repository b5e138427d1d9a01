from django.urls import path

from programs.views import (
    plan_groups,
    plan_interventions,
    plan_links,
    plan_moves,
    plan_partners,
    plan_programs,
    plan_sessions,
)

urlpatterns = [
    path("plan/", plan_programs.programs, name="programs"),
    path("plan/new/", plan_programs.program_new, name="program_new"),
    path("plan/undo/", plan_moves.undo, name="undo"),
    path("plan/<id:pk>/", plan_programs.program_plan, name="program_plan"),
    path("plan/<id:pk>/edit/", plan_programs.program_edit, name="program_edit"),
    path("plan/<id:pk>/interventions/new/", plan_interventions.intervention_new, name="intervention_new"),
    path("plan/<id:pk>/links/new/", plan_links.link_new, name="link_new"),
    path("plan/<id:pk>/partners/new/", plan_partners.partner_new, name="partner_new"),
    path("plan/<id:pk>/activities/new/", plan_partners.external_new, name="external_new"),
    path("plan/<id:pk>/feedback/new/", plan_partners.feedback_new, name="feedback_new"),
    path("plan/interventions/<id:pk>/", plan_interventions.intervention, name="intervention"),
    path("plan/interventions/<id:pk>/edit/", plan_interventions.intervention_edit, name="intervention_edit"),
    path("plan/interventions/<id:pk>/sessions/", plan_sessions.sessions_schedule, name="sessions_schedule"),
    path(
        "plan/interventions/<id:pk>/sessions/series/", plan_sessions.sessions_series, name="sessions_series"
    ),
    path("plan/interventions/<id:pk>/sessions/shift/", plan_sessions.sessions_shift, name="sessions_shift"),
    path("plan/sessions/<id:pk>/", plan_sessions.session_plan, name="session_plan"),
    path("plan/sessions/<id:pk>/make-up/", plan_sessions.session_make_up, name="session_make_up"),
    path("plan/links/<id:pk>/", plan_links.link, name="link"),
    path("plan/links/<id:pk>/edit/", plan_links.link_edit, name="link_edit"),
    path("plan/partners/<id:pk>/", plan_partners.partner, name="partner"),
    path("plan/partners/<id:pk>/edit/", plan_partners.partner_edit, name="partner_edit"),
    path("plan/partners/<id:pk>/contacted/", plan_partners.partner_contacted, name="partner_contacted"),
    path("plan/activities/<id:pk>/", plan_partners.external, name="external"),
    path("plan/activities/<id:pk>/edit/", plan_partners.external_edit, name="external_edit"),
    path("plan/activities/<id:pk>/confirmed/", plan_partners.external_confirmed, name="external_confirmed"),
    path("plan/activities/<id:pk>/met/", plan_partners.external_met, name="external_met"),
    path("plan/feedback/<id:pk>/", plan_partners.feedback, name="feedback"),
    path("plan/feedback/<id:pk>/edit/", plan_partners.feedback_edit, name="feedback_edit"),
    path("plan/<slug:kind>/<id:pk>/move/", plan_moves.plan_move, name="plan_move"),
    path("plan/<slug:kind>/<id:pk>/remove/", plan_moves.plan_remove, name="plan_remove"),
    path("groups/<id:pk>/edit/", plan_groups.group_edit, name="group_edit"),
    path("groups/<id:pk>/remove/", plan_groups.group_remove, name="group_remove"),
    path("groups/<id:pk>/erase/", plan_groups.group_erase, name="group_erase"),
]
