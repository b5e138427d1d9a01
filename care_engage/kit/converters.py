"""Whole numbers in addresses, bounded: a 20-digit id is an address that does not exist, not an error."""

from django.urls import register_converter


class IdConverter:
    """A positive whole number that fits the databases' 64-bit integers."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


register_converter(IdConverter, "id")
