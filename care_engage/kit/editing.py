"""One way to write and to remove a record on a page, so that all pages ask, tell and undo alike."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .pages import render_page
from .undo import offer_undo


def posted(request):
    """What a form is bound to: an empty post is a form sent empty, not a form to be shown."""
    return request.POST if request.method == "POST" else None


def form_page(request, form, save, *, template="kit/record_form.html", fragments=(), **context):
    """Show a form; when it is posted and sound, `save(form)` in one transaction and go where it says.

    What a form cannot know (a move that is refused) `save` may raise as ValidationError: it is shown on
    the form, with everything that was typed.
    """
    if request.method == "POST" and "check" not in request.POST and form.is_valid():
        try:
            with transaction.atomic():
                target = save(form)
            return redirect(target)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    return render_page(request, template, {"form": form, **context}, fragments=fragments)


def removal_page(request, record, after, *, back, **context):
    """Ask before a record goes, name what goes with it, and offer to bring it back.

    `after(record)` runs in the transaction of the removal. The context is that of `confirm.html`;
    its `happens` stands in for the sentence that holds of most records.
    """
    if request.method == "POST":
        with transaction.atomic():
            record.remove()
            after(record)
        offer_undo(request, _("“%(record)s” was removed.") % {"record": record}, record)
        return redirect(back)
    title = _("Remove “%(record)s”?") % {"record": record}
    context = {"title": title, "action": _("Remove"), "danger": True, "cancel": back} | context
    if "happens" in context:
        context["happens"] = [*context["happens"], _("You can undo this for an hour.")]
    else:
        context["happens"] = [_("It leaves every list and every count. You can undo this for an hour.")]
    return render_page(request, "confirm.html", context)
