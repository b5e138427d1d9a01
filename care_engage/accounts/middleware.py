"""Each person reads the pages in their own language."""

from django.utils import translation


def person_language(get_response):
    """After log-in the person's language wins over the browser's; right-to-left follows from it."""

    def middleware(request):
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware
