from django.urls import path

from .views import card, directory, office, pathways, protocol, purge, tallies

urlpatterns = [
    path("if-someone-tells-you-of-harm/", card.harm, name="harm"),
    path("help/", card.card_places, name="card_places"),
    path("help/<id:pk>/", card.card, name="card"),
    path("help/<id:pk>/part/", card.card_fragment, name="card_fragment"),
    path("month/", card.away, name="away"),
    path("referrals/", office.referrals, name="referrals"),
    path("referrals/<id:pk>/", office.referral_office, name="referral_office"),
    path("referrals/<id:pk>/limits/", office.referral_limits, name="referral_limits"),
    path("referrals/<id:pk>/focal-points/", office.referral_focal_points, name="referral_focal_points"),
    path("referrals/<id:pk>/directory.zip", office.referral_export, name="referral_export"),
    path("referrals/<id:pk>/services/", directory.referral_services, name="referral_services"),
    path("referrals/<id:pk>/services/new/", directory.referral_service_new, name="referral_service_new"),
    path("referrals/<id:pk>/calls/", directory.referral_calls, name="referral_calls"),
    path("referrals/services/<id:pk>/", directory.referral_service, name="referral_service"),
    path("referrals/services/<id:pk>/edit/", directory.referral_service_edit, name="referral_service_edit"),
    path(
        "referrals/services/<id:pk>/call/", directory.referral_service_verify, name="referral_service_verify"
    ),
    path(
        "referrals/services/<id:pk>/remove/",
        directory.referral_service_remove,
        name="referral_service_remove",
    ),
    path("referrals/organizations/<id:pk>/", directory.referral_organization, name="referral_organization"),
    path("referrals/<id:pk>/pathways/new/", pathways.referral_pathway_new, name="referral_pathway_new"),
    path("referrals/pathways/<id:pk>/", pathways.referral_pathway, name="referral_pathway"),
    path("referrals/pathways/<id:pk>/edit/", pathways.referral_pathway_edit, name="referral_pathway_edit"),
    path(
        "referrals/pathways/<id:pk>/verify/", pathways.referral_pathway_verify, name="referral_pathway_verify"
    ),
    path("referrals/pathways/<id:pk>/move/", pathways.referral_pathway_move, name="referral_pathway_move"),
    path("referrals/pathways/<id:pk>/steps/new/", pathways.referral_step_new, name="referral_step_new"),
    path("referrals/pathways/<id:pk>/purge/", purge.referral_pathway_purge, name="referral_pathway_purge"),
    path("referrals/steps/<id:pk>/purge/", purge.referral_step_purge, name="referral_step_purge"),
    path("referrals/steps/<id:pk>/", pathways.referral_step, name="referral_step"),
    path("referrals/steps/<id:pk>/remove/", pathways.referral_step_remove, name="referral_step_remove"),
    path("referrals/steps/<id:pk>/shift/", pathways.referral_step_shift, name="referral_step_shift"),
    path("protocol/", protocol.protocols, name="protocols"),
    path("protocol/<id:pk>/", protocol.protocol, name="protocol"),
    path("protocol/<id:pk>/acknowledge/", protocol.protocol_acknowledge, name="protocol_acknowledge"),
    path("protocol/<id:pk>/publish/", protocol.protocol_publish, name="protocol_publish"),
    path(
        "protocol/<id:pk>/discussions/new/", protocol.protocol_discussion_new, name="protocol_discussion_new"
    ),
    path(
        "protocol/discussions/<id:pk>/purge/",
        purge.protocol_discussion_purge,
        name="protocol_discussion_purge",
    ),
    path("referrals/<id:pk>/protocol/", protocol.protocol_draft, name="protocol_draft"),
    path("referrals/<id:pk>/numbers/", tallies.referral_numbers, name="referral_numbers"),
    path("referrals/<id:pk>/tallies/", tallies.referral_tallies, name="referral_tallies"),
    path("referrals/<id:pk>/tallies/new/", tallies.referral_tally_new, name="referral_tally_new"),
    path("referrals/tallies/<id:pk>/", tallies.referral_tally, name="referral_tally"),
    path("referrals/tallies/<id:pk>/remove/", tallies.referral_tally_remove, name="referral_tally_remove"),
]
