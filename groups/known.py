"""Names that are no person's: the free-text guard does not ask about them."""

from care_engage.accounts.models import CountryOffice, Place

from .models import Group, Organization


def known_names(user):
    """Names of offices, places, organizations and groups that `user` may see; all offices' without a user."""
    yield from CountryOffice.objects.values_list("name", flat=True)
    if user is not None:
        for model in (Place, Organization, Group):
            yield from model.objects.visible_to(user).values_list("name", flat=True)
