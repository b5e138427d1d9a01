"""What follows from a write, for apps that may not know who draws the consequences.

Pathways and protocols are facts of the rules, but `referrals` and `groups` may not import `programs`, where
the rules live. So they say what changed, and the function that the setting FACTS_CHANGED names is called at
once, in the same transaction: a verdict is never older than the fact it rests on, and a write whose verdict
cannot be kept is not kept either. A queue would leave a time in which both disagree; a signal would hide
which writes count.
"""

from django.conf import settings
from django.utils.module_loading import import_string


def facts_changed(*, office=None, places=None, led_by=None):
    """Facts of this office (its id) changed, or facts about how ready this person is to lead (a user's id).

    With `places` (ids) only what holds in these places of the office and in those that lie in them; none
    at all where there are none. Call it after the write, in its transaction.
    """
    import_string(settings.FACTS_CHANGED)(office=office, places=places, led_by=led_by)
