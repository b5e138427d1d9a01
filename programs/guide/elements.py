"""The order in which the guide tells of the elements, and where each has its words."""

from programs.models import Element

from .rules import GUIDE_RULES


def template_of(element):
    return f"programs/guide/elements/{element.lower()}.html"


def element_of(code):
    """The element of an address, in capitals or not; None for what is not one."""
    return Element(code.upper()) if code.upper() in Element.values else None


def rules_of(element):
    """The rules that look at work of this element."""
    return [rule for rule in GUIDE_RULES.values() if element in rule.elements]
