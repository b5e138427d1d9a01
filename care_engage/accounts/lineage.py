"""Where a place lies: a path of ids from the country down, derived from its parent, in the history too."""

from simple_history.utils import bulk_update_with_history


def path_of(place):
    return f"{place.parent.path if place.parent else '/'}{place.pk}/"


def give_path(place):
    """A new place knows its own id only once it is saved; its history so far is that one row."""
    place.path = path_of(place)
    type(place).with_deleted.filter(pk=place.pk).update(path=place.path)
    place.history.update(path=place.path)


def take_parts_along(place, before):
    """The paths of all that lies in a place that has moved from the path `before`. Three queries."""
    places = type(place).with_deleted
    parts = list(places.filter(path__startswith=before).exclude(pk=place.pk))
    for part in parts:
        part.path = place.path + part.path.removeprefix(before)
    bulk_update_with_history(parts, type(place), ["path"], manager=places)
