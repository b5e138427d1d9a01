"""The browser's family, as a person would name it: enough to know one's own devices, nothing more."""

FAMILIES = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def family(agent):
    """`Mozilla/5.0 (Linux; Android 14) … Chrome/…` is "Chrome, Android"; what is not known is left out."""
    found = (next((name for sign, name in each if sign in agent), "") for each in (FAMILIES, SYSTEMS))
    return ", ".join(filter(None, found))
