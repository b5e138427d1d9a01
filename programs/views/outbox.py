"""Where devices send what was written in the field, and fetch what they need there."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from care_engage.kit.undo import offer_undo
from programs import offline, shell
from programs.outbox import LARGEST_BATCH, Answer, Batch, Log, receive
from programs.sent import Sent, Unreadable

from .log_session import saved_words


@login_not_required
@require_POST
def outbox(request):
    """Take a batch, `{"person": id, "entries": [...]}`; answer each entry by its id, in the same order.

    `person` is whose entries they are: a device on which somebody else has logged in meanwhile is told so
    (409), and nothing is stored under a wrong name. `"now"`: the entry of which the next page shall tell.
    Where the log-in has ended it says so (401), and the work stays on the device until somebody logs in.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"error": "expired"}, status=401)
    try:
        batch = json.loads(request.body)
        person, entries = batch["person"], list(batch["entries"])[:LARGEST_BATCH]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "unreadable"}, status=400)
    if person != request.user.pk:
        return JsonResponse({"error": "person"}, status=409)
    answers = taken(entries, request.user)
    for answer in answers:
        if answer.id == batch.get("now"):
            tell(request, answer)
    return JsonResponse({"answers": [as_json(answer) for answer in answers]})


def taken(given, user):
    """An answer for each entry, in the same order; each is stored in a transaction of its own."""
    read = [readable(one) for one in given]
    batch = Batch([entry for entry in read if entry], user)
    return [
        receive(entry, batch, at=timezone.now()) if entry else damaged(one)
        for one, entry in zip(given, read, strict=True)
    ]


def readable(given):
    try:
        return Sent.read(given)
    except Unreadable:
        return None


def damaged(given):
    name = given.get("id") if isinstance(given, dict) else None
    why = _("This entry arrived damaged, so it was not stored. Open it and save it again.")
    return Answer(str(name)[:36], "refused", (why,), mendable=True)


def tell(request, answer):
    """The message of the next page, as after a form that was posted."""
    if isinstance(answer.said, Log):
        messages.success(request, saved_words(answer.said.session))
    elif answer.said:
        offer_undo(request, answer.said.form.told(), answer.said.session, was=answer.said.was)


def as_json(answer):
    """Only what says something: most answers are an id and "stored"."""
    parts = {"why": answer.why, "mendable": answer.mendable, "rows": answer.rows}
    parts |= {"theirs": answer.theirs, "version": answer.version}
    return {"id": answer.id, "is": answer.outcome} | {name: part for name, part in parts.items() if part}


@require_safe
@never_cache
def offline_copy(request):
    """What this person's device keeps for work without a network; unchanged, it costs a 304."""
    body = as_text(offline.copy_for(request.user))
    tag = shell.fingerprint(body)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304)
    return HttpResponse(body, content_type="application/json", headers={"ETag": tag})


def as_text(copy):
    return json.dumps(copy, separators=(",", ":"), ensure_ascii=False)


@require_safe
@never_cache
def device_key(request):
    """The keys that seal what this person's device keeps, newest first, in base64; a token to send with.

    `?list`: what `offline_copy` gives too, because a first visit has few requests to spend.
    """
    keys = offline.keys_for(request.user)
    given = {"person": request.user.pk, "keys": keys, "token": get_token(request)}
    if "list" in request.GET:
        given["list"] = offline.copy_for(request.user)
        given["tag"] = shell.fingerprint(as_text(given["list"]))
    return JsonResponse(given)


@require_safe
def waiting(request):
    """What waits on this device: a page without anybody's data, which scripts fill from the device itself."""
    return render(request, "programs/offline/shell.html", shell.shell())


@login_not_required
@require_safe
def service_worker(request):
    """Served from the root, so that its scope is the whole site.

    Under the address that names its version (`?v=`, which `offline_copy` tells) it is asked for once a day.
    """
    tag = shell.shell_tag()
    response = render(request, "programs/offline/sw.js", {"tag": tag}, content_type="text/javascript")
    if request.GET.get("v") == tag:
        patch_cache_control(response, private=True, max_age=24 * 3600)
    else:
        add_never_cache_headers(response)
    return response


@login_not_required
@require_safe
def manifest(request):
    """What makes it installable."""
    icons = [("icon.svg", "any", "any"), ("icons/192.png", "192x192", "any")]
    icons += [("icons/512.png", "512x512", "any"), ("icons/maskable.png", "512x512", "maskable")]
    return JsonResponse(
        {
            "name": "care·engage",
            "short_name": "care·engage",
            "description": _("Plan work with men and boys so that it never stands alone."),
            "id": "/",
            "start_url": reverse("my_sessions"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#faf8f5",
            "theme_color": "#1c2433",
            "icons": [
                {"src": static(name), "sizes": sizes, "purpose": purpose, "type": kind_of(name)}
                for name, sizes, purpose in icons
            ],
        },
        content_type="application/manifest+json",
    )


def kind_of(name):
    return "image/svg+xml" if name.endswith(".svg") else "image/png"
