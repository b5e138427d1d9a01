"""How guide texts name their source: `{% source 19 21 %}` and `{% quote 19 %}`."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from programs.guide.sources import QUOTES

register = template.Library()


def sentence_link(number):
    label = _("Source, sentence %(number)d") % {"number": number}
    return format_html('<a href="{}#S{}" title="{}">S{}</a>', reverse("guide_sources"), number, label, number)


@register.simple_tag
def source(*numbers):
    """Links to the sentences of the brief that a statement rests on."""
    links = format_html_join(" ", "{}", ((sentence_link(number),) for number in numbers))
    return format_html('<span class="sources">{}</span>', links)


@register.simple_tag
def sources(names):
    """The same for names such as `("S19", "S21")`."""
    return source(*(int(name.removeprefix("S")) for name in names))


@register.simple_tag
def quote(number):
    """The brief's own words, in its own language."""
    return format_html(
        '<blockquote class="quote"><p lang="en" dir="ltr">“{}”</p> {}</blockquote>',
        QUOTES[number],
        source(number),
    )


@register.filter
def in_unit(value, unit):
    """A parameter's value as people write it: 60 days, 2 sessions, 70 percent, no."""
    if unit == "days":
        return _("%(value)s days") % {"value": value}
    if unit == "sessions":
        return _("%(value)s sessions") % {"value": value}
    if unit == "percent":
        return _("%(value)s percent") % {"value": round(value * 100)}
    return _("yes") if value else _("no")
