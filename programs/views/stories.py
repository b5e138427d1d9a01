"""Celebrations and media outputs of a program, and the consents of everybody shown (R22)."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from care_engage.kit.editing import form_page, posted
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from programs.forms.people import ConsentForm, StoryForm
from programs.models import ConsentRecord, Program, Story, StoryStatus
from programs.models.story import as_fact
from programs.sequencing.rules.consent import holds, lacking

from .plan_access import may_write, readable, writable
from .plan_audit import audited
from .plan_facts import facts
from .plan_moves import next_moves

SHOWN = ("kind", "reach", "people", "shown_on")


@require_safe
def stories(request, pk):
    program = readable(Program, request.user, pk)
    rows = Story.objects.visible_to(request.user).filter(program=program)
    context = {
        "program": program,
        "page": page_by_key(rows, ("-pk",), request.GET.get("after", "")),
        "writes": may_write(program, request.user),
    }
    return render_page(request, "programs/stories/stories.html", context, fragments=("stories",))


@require_safe
def story(request, pk):
    """Who agreed, by the numbers of their papers, and what is still missing."""
    found = readable(Story, request.user, pk)
    today = found.local_today()
    fact = as_fact(found)
    consents = list(found.consents.filter(deleted_at=None).order_by("pk"))
    for consent, said in zip(consents, as_fact(found).consents, strict=True):
        consent.holds = holds(said, fact, today)
    writes = may_write(found, request.user)
    context = {
        "story": found,
        "program": found.program,
        "facts": facts(found, SHOWN),
        "agents": found.agents.filter(deleted_at=None),
        "consents": consents,
        "lacking": lacking(fact, today),
        "writes": writes,
        "moves": next_moves(found) if writes else [],
        "out": found.status in (StoryStatus.SCHEDULED, StoryStatus.PUBLISHED),
    }
    return render_page(request, "programs/stories/story.html", context)


@require_http_methods(["GET", "POST"])
def story_new(request, pk):
    program = writable(Program, request.user, pk)
    fresh = Story(program=program)
    return _form(
        request,
        StoryForm(posted(request), user=request.user, instance=fresh),
        cancel=reverse("stories", args=[pk]),
        title=_("New story"),
        lead=program.name,
    )


@require_http_methods(["GET", "POST"])
def story_edit(request, pk):
    found = writable(Story, request.user, pk)
    return _form(
        request,
        StoryForm(posted(request), user=request.user, instance=found),
        cancel=reverse("story", args=[pk]),
        title=_("Edit %(record)s") % {"record": found},
    )


@require_http_methods(["GET", "POST"])
def consent_new(request, pk):
    of_story = writable(Story, request.user, pk)
    return _consent(request, ConsentRecord(story=of_story, reach=of_story.reach), title=_("New consent"))


@require_http_methods(["GET", "POST"])
def consent_edit(request, pk):
    consent = writable(ConsentRecord, request.user, pk)
    return _consent(request, consent, title=_("Consent %(record)s") % {"record": consent})


def _consent(request, consent, **context):
    today = consent.story.local_today()
    form = ConsentForm(posted(request), user=request.user, today=today, instance=consent)
    lead = _("Only the number of the paper. The paper with the name stays outside of this system.")
    cancel = reverse("story", args=[consent.story_id])
    return _form(request, form, cancel=cancel, lead=lead, **context)


def _form(request, form, **context):
    def save(form):
        saved = form.save()
        audited(saved)
        messages.success(request, _("Saved."))
        return reverse("story", args=[getattr(saved, "story_id", saved.pk)])

    return form_page(request, form, save, action=_("Save"), **context)


@require_POST
def consent_withdrawn(request, pk):
    """Always possible, at once. A story not shown yet is a draft again; R22 tells of one that was."""
    consent = writable(ConsentRecord, request.user, pk)
    of_story = consent.story
    with transaction.atomic():
        consent.withdraw(of_story.local_today())
        if of_story.status in (StoryStatus.CONSENT_CHECKED, StoryStatus.SCHEDULED):
            of_story.moves.make(of_story, StoryStatus.DRAFT)
        audited(of_story)
    if of_story.status == StoryStatus.PUBLISHED:
        messages.warning(request, _("Withdrawn. Take the story back within seven days."))
    else:
        messages.success(request, _("Withdrawn."))
    return redirect("story", of_story.pk)
