"""What only a superuser sets up: offices, their countries, and the first people in them."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from care_engage.kit.consequences import facts_changed

from .models import CountryOffice, Place, Role, User


@admin.register(CountryOffice)
class CountryOfficeAdmin(SimpleHistoryAdmin):
    list_display = ["name", "iso2", "time_zone"]


@admin.register(Place)
class PlaceAdmin(SimpleHistoryAdmin):
    list_display = ["name", "level", "office"]
    list_filter = ["office", "level"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["parent"]

    def save_model(self, request, place, form, change):
        """Where a place lies decides which pathways and influencers reach a program."""
        super().save_model(request, place, form, change)
        facts_changed(office=place.office_id)


@admin.register(Role)
class RoleAdmin(SimpleHistoryAdmin):
    list_display = ["user", "kind", "office", "partner_staff"]
    list_filter = ["office", "kind"]
    autocomplete_fields = ["user"]


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Without the password: a person chooses it through a way in, which an office administrator makes."""

    fields = ["name", "email", "language", "is_active", "is_staff", "is_superuser"]
    list_display = ["name", "email", "is_active", "last_login"]
    search_fields = ["name", "email"]
