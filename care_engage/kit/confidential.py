"""Pages that hold what could hurt somebody: they close after ten idle minutes, and no cache keeps them."""


def confidential(view):
    """Mark a view, above or below its method decorator: the doorkeeper (`accounts.middleware`) does the rest.

    The answer is never stored, and whoever was away for ten minutes says their password again first.
    """
    view.confidential = True
    return view
