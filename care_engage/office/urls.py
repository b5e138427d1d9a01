from django.urls import path

from . import days, people, places, rules, trail, viewing, views

urlpatterns = [
    path("office/", views.offices, name="office"),
    path("office/<id:pk>/", views.office, name="office_settings"),
    path("office/<id:pk>/people/", people.people, name="office_people"),
    path("office/<id:pk>/people/new/", people.person_new, name="office_person_new"),
    path("office/roles/<id:pk>/remove/", people.role_remove, name="office_role_remove"),
    path("office/<id:pk>/people/<id:user>/way-in/", people.way_in, name="office_way_in"),
    path("office/<id:pk>/people/<id:user>/view-as/", viewing.view_as, name="office_view_as"),
    path("view-as/stop/", viewing.view_as_stop, name="view_as_stop"),
    path("trail/", trail.trail, name="trail"),
    path("office/<id:pk>/places/", places.places, name="office_places"),
    path("office/places/<id:pk>/inside/", places.place_new, name="office_place_new"),
    path("office/places/<id:pk>/", places.place_edit, name="office_place"),
    path("office/places/<id:pk>/remove/", places.place_remove, name="office_place_remove"),
    path("office/<id:pk>/days/", days.days, name="office_days"),
    path("office/holidays/<id:pk>/remove/", days.holiday_remove, name="office_holiday_remove"),
    path("office/market-days/<id:pk>/remove/", days.market_day_remove, name="office_market_day_remove"),
    path("office/<id:pk>/topics/", rules.topics, name="office_topics"),
    path("office/<id:pk>/limits/", rules.limits, name="office_limits"),
    path("office/limits/<id:pk>/purge/", rules.limits_purge, name="office_limits_purge"),
]
