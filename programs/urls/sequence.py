from django.urls import path

from programs.views import repairs, sequence, what_if

urlpatterns = [
    path("programs/<id:pk>/", sequence.program_sequence, name="sequence"),
    path("programs/<id:pk>/what-if/", what_if.what_if_new, name="what_if_new"),
    path("what-if/<id:pk>/", what_if.what_if, name="what_if"),
    path("what-if/<id:pk>/apply/", what_if.what_if_apply, name="what_if_apply"),
    path("what-if/<id:pk>/discard/", what_if.what_if_discard, name="what_if_discard"),
    path("repairs/interventions/<id:pk>/link/", repairs.link_counterpart, name="repair_link"),
    path("repairs/interventions/<id:pk>/joint-sessions/", repairs.joint_sessions, name="repair_joint"),
    path("repairs/interventions/<id:pk>/partner-activity/", repairs.partner_activity, name="repair_external"),
    path("repairs/interventions/<id:pk>/waiver/<slug:topic>/", repairs.waiver, name="repair_waiver"),
    path("repairs/links/<id:pk>/confirm/", repairs.confirm_link, name="repair_confirm"),
    path("repairs/links/<id:pk>/withdraw/", repairs.withdraw_link, name="repair_withdraw"),
    path("repairs/links/<id:pk>/undo/", repairs.undo_link, name="repair_undo"),
]
