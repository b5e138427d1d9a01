"""The way out of the weekly letter, without a log-in: whoever holds the letter may stop it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from care_engage.accounts.letters import back_token, takes_back, user_of
from care_engage.accounts.models import User


@login_not_required
@csrf_exempt  # RFC 8058: the mail program posts, and has never seen a page; the signed address is the proof
@require_http_methods(["GET", "POST"])
def letters_stop(request, token):
    """A POST stops the letters; a GET asks first, because mail scanners open every address they see.

    Whoever has just stopped them may take that back on the same page; later it takes a log-in.
    """
    key = user_of(token)
    if key is None:
        raise Http404
    person = get_object_or_404(User, pk=key, is_active=True)
    back = ""
    if "back" in request.POST:
        wants = person.wants_letters or takes_back(request.POST["back"], person)
    else:
        wants = person.wants_letters and request.method != "POST"
        back = back_token(person) if person.wants_letters and not wants else ""
    if wants != person.wants_letters:
        person.wants_letters = wants
        person.save(update_fields=["wants_letters"])
    context = {"wants": wants, "back": back}
    response = render(request, "dashboard/letters_stop.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response
