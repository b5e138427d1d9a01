from django.urls import path

from programs.views import agents, concerns, stories

urlpatterns = [
    path("groups/change-agents/", agents.change_agents, name="change_agents"),
    path("groups/change-agents/new/", agents.change_agent_new, name="change_agent_new"),
    path("groups/change-agents/<id:pk>/", agents.change_agent, name="change_agent"),
    path("groups/change-agents/<id:pk>/edit/", agents.change_agent_edit, name="change_agent_edit"),
    path(
        "groups/change-agents/<id:pk>/supported/",
        agents.change_agent_supported,
        name="change_agent_supported",
    ),
    path("groups/change-agents/<id:pk>/vetting/", agents.vetting, name="vetting"),
    path("groups/change-agents/<id:pk>/vetting/move/", agents.vetting_move, name="vetting_move"),
    path("sessions/<id:pk>/speakers/new/", agents.appearance_new, name="appearance_new"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/new/", concerns.concern_new, name="concern_new"),
    path("concerns/<id:pk>/", concerns.concern, name="concern"),
    path("concerns/<id:pk>/edit/", concerns.concern_edit, name="concern_edit"),
    path("concerns/<id:pk>/actions/new/", concerns.concern_action_new, name="concern_action_new"),
    path("concerns/<id:pk>/move/", concerns.concern_move, name="concern_move"),
    path("concerns/<id:pk>/purge/", concerns.concern_purge, name="concern_purge"),
    path("concerns/<id:pk>/remove/", concerns.concern_remove, name="concern_remove"),
    path("concerns/actions/<id:pk>/done/", concerns.concern_action_done, name="concern_action_done"),
    path("plan/<id:pk>/stories/", stories.stories, name="stories"),
    path("plan/<id:pk>/stories/new/", stories.story_new, name="story_new"),
    path("plan/stories/<id:pk>/", stories.story, name="story"),
    path("plan/stories/<id:pk>/edit/", stories.story_edit, name="story_edit"),
    path("plan/stories/<id:pk>/consents/new/", stories.consent_new, name="consent_new"),
    path("plan/consents/<id:pk>/edit/", stories.consent_edit, name="consent_edit"),
    path("plan/consents/<id:pk>/withdrawn/", stories.consent_withdrawn, name="consent_withdrawn"),
]
