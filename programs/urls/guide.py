from django.urls import path

from programs.views import guide

urlpatterns = [
    path("guide/", guide.guide, name="guide"),
    path("guide/elements/<slug:code>/", guide.guide_element, name="guide_element"),
    path("guide/rules/<slug:name>/", guide.guide_rule, name="guide_rule"),
    path("guide/sources/", guide.guide_sources, name="guide_sources"),
]
