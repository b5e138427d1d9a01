"""The sequence of a program: one page on which it is seen whether work with men stands alone."""

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from care_engage.accounts.models import RoleKind
from care_engage.kit.pages import render_page
from programs import geometry, lanes, timescale
from programs.models import Program, Topic
from programs.picture import NARROW, WIDE
from programs.sequence_page import LANE_NAMES, read_page

ZOOMS = ("quarter", "year", "all")


@require_safe
def program_sequence(request, pk):
    programs = Program.objects.visible_to(request.user).select_related("office", "place")
    program = get_object_or_404(programs, pk=pk)
    editable = Program.objects.editable_by(request.user).filter(pk=pk).exists()
    page = read_page(program, request.user, editable=editable)
    context = {"program": program, "page": page, "editable": editable, **drawing(request.GET, page)}
    context["decides"] = request.user.scope.has(RoleKind.MANAGER, program.office_id)
    return render_page(request, "programs/sequence.html", context, fragments=("sequence-chart",))


def drawing(query, page):
    """Both pictures as the address asks for them: zoom, month, topic. Unknown values are ignored."""
    topics = Topic.objects.in_bulk(page.topics)
    topic = topics.get(query.get("topic", ""))
    zoom = query.get("zoom", "")
    zoom = zoom if zoom in ZOOMS else "all"
    bars = page.bars
    view = timescale.view_of(zoom, timescale.read_month(query.get("from", "")), page.on, bars)
    ties = lanes.ties(page.link_rows, bars)
    if topic:
        bars = lanes.by_topic(page.plan, topic.code, bars)
    pictures = [
        geometry.picture(
            bars, ties, view, paper, page.on, {code: str(name) for code, name in LANE_NAMES.items()}
        )
        for paper in (WIDE, NARROW)
    ]
    if get_language_bidi():
        pictures = [geometry.mirrored(picture) for picture in pictures]
    return {
        "pictures": pictures,
        "view": view,
        "zooms": [("quarter", _("Quarter")), ("year", _("Year")), ("all", _("All"))],
        "topic": topic,
        "topics": [topics[code] for code in page.topics if code in topics],
        "standing": topic_standing(bars, topic, page) if topic else [],
        "description": description(page),
        "today": page.on,
    }


def topic_standing(bars, topic, page):
    """`[(lane, name, held, planned, findings)]`: planned, held or none for each lane (F)."""
    found = []
    for lane, name in LANE_NAMES.items():
        its = [bar for bar in bars if bar.lane == lane]
        held, planned = sum(bar.held for bar in its), sum(bar.planned for bar in its)
        found.append((lane, name, held, planned, lane_findings(lane, topic.code, page)))
    return found


def lane_findings(lane, topic, page):
    """What R5 and R6 say of this lane: R5 of the side that has not met yet, R6 of what was never joint."""
    reasons = {"FEMALE": ("WOMEN_NOT_YET",), "MALE": ("MEN_NOT_YET",)}.get(lane, ())
    return [
        item
        for item in page.items
        if item.finding.topic == topic
        and (item.finding.reason in reasons or (item.finding.rule == "R6" and lane == "MIXED"))
    ]


def description(page):
    """The picture in one sentence; the table below it has the rest."""
    held, total = page.sessions
    return _("%(bars)d activities in four lanes, %(links)d links, %(held)d of %(total)d sessions held.") % {
        "bars": len(page.bars),
        "links": len(page.links),
        "held": held,
        "total": total,
    }
