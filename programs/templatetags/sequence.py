"""Words and addresses of the sequence page."""

from django import template

from programs.models.flag import Severity

register = template.Library()


@register.filter
def severity_word(severity):
    """ "critical", "high" ... in the reader's language."""
    return Severity(severity).label


@register.simple_tag
def lane_address(view, topic, *, zoom="", begin="", about=None):
    """The query of the same picture with another zoom, month or topic (`about=""`: no topic)."""
    zoom = zoom or view.zoom
    parts = [f"zoom={zoom}"]
    if zoom != "all" and (begin or zoom == view.zoom):
        parts.append(f"from={begin or view.first.strftime('%Y-%m')}")
    code = (topic.pk if topic else "") if about is None else about
    if code:
        parts.append(f"topic={code}")
    return "?" + "&".join(parts)
