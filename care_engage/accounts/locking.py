"""A confidential page that was left alone asks for the password, and loses nothing that was typed.

The question stands at the page's own address. What was posted goes along in the question's own form, in the
browser, and nowhere on the server; with the right password the page receives it as it was meant.
"""

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

LOCKED = "locked"
PASSWORD, METHOD = "again_password", "again_method"
OURS = (PASSWORD, METHOD, "csrfmiddlewaretoken")


def unlock(request):
    """None, so that the view goes on, once the password is right; else the page that asks for it.

    What was posted goes on to the view without what was added here.
    """
    if request.method != "POST" or PASSWORD not in request.POST:
        return locked_page(request)
    if refusal := why_refused(request):
        return locked_page(request, refusal)
    request.session.pop(LOCKED, None)
    if request.POST.get(METHOD) == "GET":
        return HttpResponseRedirect(request.get_full_path(), status=303)
    kept = request.POST.copy()
    for name in (PASSWORD, METHOD):
        kept.pop(name, None)
    request.POST = kept
    return None


def why_refused(request):
    """A sentence, or "" when the password is right; wrong ones count as at the log-in."""
    adapter = get_adapter()
    try:
        if adapter.reauthenticate(request.user, request.POST[PASSWORD]):
            return ""
    except ValidationError as wait:
        return " ".join(wait.messages)
    return adapter.error_messages["incorrect_password"]


def locked_page(request, refusal=""):
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    sent = request.method == "POST" and request.POST.get(METHOD) != "GET"
    kept = [each for each in request.POST.lists() if sent and each[0] not in OURS]
    context = {"sent": sent, "kept": kept, "files": bool(request.FILES), "refusal": refusal}
    context["locked"] = True
    return render(request, "accounts/locked.html", context, status=403)
