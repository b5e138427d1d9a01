"""Who reads and who edits what this app keeps (D9)."""

from django.db import models

from care_engage.accounts.models import RoleKind

EDITORS = (RoleKind.GBV_FOCAL_POINT, RoleKind.OFFICE_ADMIN)
READERS = (*EDITORS, RoleKind.SAFEGUARDING_FOCAL_POINT, RoleKind.MANAGER)


class ConfigurationQuerySet(models.QuerySet):
    """Rows of the directory and the pathways. `office_path` leads from a row to its office.

    Read by the focal points, managers and administrators, edited by the GBV focal point and the
    administrator. Everybody else meets them on the card of a place only.
    """

    office_path = "office_id"

    def visible_to(self, user):
        return user.scope.limit(self, self.office_path, *READERS)

    def editable_by(self, user):
        return user.scope.limit(self, self.office_path, *EDITORS)
