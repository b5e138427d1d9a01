"""The guide: open to everybody with an account, whatever their role."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from care_engage.accounts.models import today_for
from programs.guide.coverage import coverage, label
from programs.guide.diagrams import diagrams
from programs.guide.elements import element_of, rules_of, template_of
from programs.guide.rules import GUIDE_RULES, parameters_of
from programs.guide.sources import QUOTES
from programs.models import Element, LearningNote, RuleLimits, Topic


@require_safe
def guide(request):
    context = {
        "rules": GUIDE_RULES.values(),
        "diagrams": diagrams(),
        "topics": Topic.objects.all(),
    }
    return render(request, "programs/guide/guide.html", context)


@require_safe
def guide_element(request, code):
    element = element_of(code)
    if element is None:
        raise Http404
    notes = LearningNote.objects.visible_to(request.user).filter(element=element, kind="LESSON")
    context = {"element": element, "elements": Element, "rules": rules_of(element)}
    context["notes"] = notes.select_related("office")[:5]
    return render(request, template_of(element), context)


@require_safe
def guide_rule(request, name):
    rule = GUIDE_RULES.get(name)
    if rule is None:
        raise Http404
    own = own_values(request.user, today_for(request.user))
    context = {
        "rule": rule,
        "rules": GUIDE_RULES.values(),
        "parameters": parameters_of(rule, own),
        "elements": [Element(code) for code in rule.elements],
    }
    return render(request, rule.template, context)


@require_safe
def guide_sources(request):
    places = coverage()
    sentences = [
        (number, words, [(place, label(place)) for place in places[number] if place.kind != "text"])
        for number, words in QUOTES.items()
    ]
    return render(request, "programs/guide/sources.html", {"sentences": sentences})


def own_values(user, on):
    """`[(office, values)]`: limits in force, of those offices the person sees that have their own."""
    rows = RuleLimits.objects.visible_to(user).filter(in_force_from__lte=on).select_related("office")
    newest = {row.office: row.values for row in rows.order_by("in_force_from", "version")}
    return list(newest.items())
