"""Purging what somebody wrote about a pathway: for whoever keeps the pathways, and never undone."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from care_engage.kit.confidential import confidential
from care_engage.trail.purging import purge_page

from ..models import PathwayStep, ProtocolDiscussion, ReferralPathway


@confidential
@require_http_methods(["GET", "POST"])
def referral_pathway_purge(request, pk):
    pathway = get_object_or_404(ReferralPathway.objects.editable_by(request.user), pk=pk)
    home = reverse("referral_pathway", args=[pk])
    return purge_page(request, pathway, office=pathway.office_id, home=home)


@confidential
@require_http_methods(["GET", "POST"])
def referral_step_purge(request, pk):
    steps = PathwayStep.objects.editable_by(request.user).select_related("pathway")
    step = get_object_or_404(steps, pk=pk)
    home = reverse("referral_pathway", args=[step.pathway_id])
    return purge_page(request, step, office=step.pathway.office_id, home=home)


@confidential
@require_http_methods(["GET", "POST"])
def protocol_discussion_purge(request, pk):
    discussions = ProtocolDiscussion.objects.editable_by(request.user).select_related("protocol")
    discussion = get_object_or_404(discussions, pk=pk)
    home = reverse("protocol", args=[discussion.protocol_id])
    return purge_page(request, discussion, office=discussion.protocol.office_id, home=home)
