"""What every template may say. These tags are built in: no {% load %} needed."""

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import tracing
from ..icons import ICONS, MIRRORED

register = template.Library()

SEVERITIES = {
    "CRITICAL": ("stop", gettext_lazy("critical")),
    "HIGH": ("alert", gettext_lazy("high")),
    "MEDIUM": ("alert", gettext_lazy("medium")),
    "LOW": ("info", gettext_lazy("low")),
    "WARNING": ("clock", gettext_lazy("warning")),
    "OK": ("check", gettext_lazy("in sync")),
}


@register.simple_tag
def icon(name, label=""):
    """An icon of `care_engage.kit.icons`; without a label it is decoration, silent to screen readers."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round"{}{}><path d="{}"/></svg>',
        format_html(' role="img" aria-label="{}"', label) if label else mark_safe(' aria-hidden="true"'),
        mark_safe(" data-mirror") if name in MIRRORED else "",
        ICONS[name],
    )


@register.simple_tag
def request_number():
    """The number of this request, which stands in the log too."""
    return tracing.number()


@register.simple_tag
def idle_seconds():
    """After how long a confidential page that nobody touches closes itself."""
    return settings.IDLE_SECONDS


@register.simple_tag
def severity_badge(severity, count=None, label=""):
    """A severity as sign and word: `{% severity_badge "CRITICAL" 2 %}` says "2 critical"."""
    sign, word = SEVERITIES[severity]
    words = label or (word if count is None else f"{count} {word}")
    return format_html('<span class="badge" data-severity="{}">{}{}</span>', severity, icon(sign), words)


@register.simple_tag
def space_tag(space, label):
    """A gender space's name beside the mark of its lane: `{% space_tag i.space i.get_space_display %}`."""
    return format_html('<span class="space" data-space="{}">{}</span>', space, label)


@register.filter
def day(value):
    """A date in words without its year, "Mon 27 July"; an empty string for no date."""
    return date_format(value, _("D j F")) if value else ""


@register.filter
def day_year(value):
    """A date in words with its year, "27 July 2026"; an empty string for no date."""
    return date_format(value, _("j F Y")) if value else ""


@register.filter
def from_today(value, today):
    """How far a date is from today, in words: "today", "in 3 days", "5 days ago"."""
    days = (value - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    return ngettext("%(count)d day ago", "%(count)d days ago", -days) % {"count": -days}


@register.inclusion_tag("kit/pager.html", takes_context=True)
def pager(context, page, key="after"):
    """The way to the next page of a list paged by key, in the address's parameter `key`."""
    query = context["request"].GET.copy()
    query.pop(key, None)
    start = query.urlencode()
    query[key] = page.next
    return {"page": page, "start": f"?{start}", "next": f"?{query.urlencode()}"}


@register.simple_tag
def crumbs(*pairs):
    """Bread crumbs from label, address, label, address ...: `{% crumbs "Plan" url program program_url %}`."""
    items = format_html_join("", '<li><a href="{1}">{0}</a></li>', zip(pairs[::2], pairs[1::2], strict=True))
    return format_html('<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>', _("You are here"), items)
