"""What a template asks about a person's roles."""

from django import template

from ..models import RoleKind

register = template.Library()


@register.filter
def manages(user, office):
    """Whether the person is a manager of the office with this id: `{% if user|manages:group.office_id %}`."""
    return bool(office) and user.scope.has(RoleKind.MANAGER, office)
