"""The whole database as figures, to show that nothing, or only what was meant, has changed."""

from django.apps import apps

QUIET = {"sessions", "admin", "contenttypes", "auth"}
UNCOUNTED = {"accounts.Attempts"}  # how often somebody asked, whatever came of it


def counted():
    """`{model: rows}` of every table of ours, with history."""
    models = apps.get_models(include_auto_created=True)
    ours = {model._meta.label: model for model in models if model._meta.app_label not in QUIET}
    return {label: ours[label]._base_manager.count() for label in ours.keys() - UNCOUNTED}


def stamps():
    """When each record was last changed."""
    return {
        (model._meta.label, pk): moment
        for model in apps.get_models()
        if hasattr(model, "updated_at") and not hasattr(model, "history_date")
        for pk, moment in model._base_manager.values_list("pk", "updated_at")
    }
