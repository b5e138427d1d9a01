from django.urls import path

from programs.views import repairs, sequence

urlpatterns = [
    path("programs/<id:pk>/", sequence.program_sequence, name="sequence"),
    path("repairs/interventions/<id:pk>/link/", repairs.link_counterpart, name="repair_link"),
    path("repairs/interventions/<id:pk>/joint-sessions/", repairs.joint_sessions, name="repair_joint"),
    path("repairs/interventions/<id:pk>/partner-activity/", repairs.partner_activity, name="repair_external"),
    path("repairs/interventions/<id:pk>/waiver/<slug:topic>/", repairs.waiver, name="repair_waiver"),
    path("repairs/links/<id:pk>/confirm/", repairs.confirm_link, name="repair_confirm"),
    path("repairs/links/<id:pk>/withdraw/", repairs.withdraw_link, name="repair_withdraw"),
    path("repairs/links/<id:pk>/undo/", repairs.undo_link, name="repair_undo"),
]
