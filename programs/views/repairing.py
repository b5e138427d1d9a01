"""What all repairs share: looking up what is repaired, asking, and saying what became of the flags."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from care_engage.kit.editing import form_page
from programs import repairs
from programs.messages import title as title_of
from programs.models import Intervention, LinkStatus, SyncLink
from programs.sequencing.spaces import MALE

from .plan_access import or_inbox


def repair_page(
    request, program, form, save, *, said=None, template="programs/repair.html", action, **context
):
    """Ask, repair, and say on the sequence which flags went. `said` tells of what `save(form)` returns."""
    today = program.office.today()

    def repaired(form):
        before = repairs.open_findings(program.pk, today)
        done = save(form)
        after = repairs.open_findings(program.pk, today)
        gone = [title_of(before[key]) for key in before.keys() - after.keys()]
        came = [title_of(after[key]) for key in after.keys() - before.keys()]
        (said or say)(request, done, gone, came)
        return back

    back = or_inbox(request, reverse("sequence", args=[program.pk]))
    return form_page(
        request, form, repaired, template=template, program=program, action=action, cancel=back, **context
    )


def told(sentence, gone, came):
    """The sentence, and what became of the flags."""
    repaired = [_("“%(title)s” is repaired.") % {"title": title} for title in sorted(set(gone))]
    new = [_("New to repair: “%(title)s”.") % {"title": title} for title in sorted(set(came))]
    return " ".join([sentence, *repaired, *new])


def say(request, sentence, gone, came):
    messages.success(request, told(sentence, gone, came))


def linked(request, link, gone, came):
    """Say that a link is new, with a button that takes it back."""
    proposed = link.status == LinkStatus.PROPOSED
    sentence = told(_("The link is proposed.") if proposed else _("Linked."), gone, came)
    context = {"sentence": sentence, "link": link}
    messages.success(request, render_to_string("programs/link_message.html", context, request))


def men_of(user, pk):
    """Men's or boys' work that the person may plan; strangers and other spaces get 404."""
    rows = Intervention.objects.editable_by(user).filter(space__in=MALE, program__deleted_at=None)
    return get_object_or_404(rows.select_related("program__office", "program__place"), pk=pk)


def link_of(user, pk):
    rows = SyncLink.objects.editable_by(user).select_related(
        "from_intervention__program__office",
        "to_intervention__program__office",
        "to_external__organization",
    )
    return get_object_or_404(rows, pk=pk)


def program_for(link, user):
    """The program to go back to: that of an end which the person may plan."""
    for end in filter(None, (link.from_intervention, link.to_intervention)):
        if type(end.program).objects.editable_by(user).filter(pk=end.program_id).exists():
            return end.program
    raise Http404
