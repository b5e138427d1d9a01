"""Of Bootstrap's style sheet, the rules for what our pages are made of: a tenth of its bytes."""

import re

TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
CLASSES = re.compile(r'class="([^"]*)"')
WORD = re.compile(r"[\w-]+")
RULE = re.compile(r"([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}")  # braces stand in braces once, below @media
NOTICE = re.compile(r"/\*!.*?\*/", re.DOTALL)  # its license, which must stay
COMMENT = re.compile(r'/\*.*?\*/|@charset "[^"]*";', re.DOTALL)
COMMA = re.compile(r",(?![^(]*\))")
NOT = re.compile(r":not\([^)]*\)")
ASKED = re.compile(r"\.(-?[A-Za-z][\w-]*)|\[(data-bs-[\w-]+)")

FORMS = frozenset(
    """
    alert alert-block alert-danger form-check form-check-inline form-check-input form-check-label form-control
    form-label form-select form-text fs-6 input-group invalid-feedback is-invalid m-0 mb-3 text-muted
    """.split()  # noqa: SIM905
)
"""What crispy's fields are made of; its own templates and code name many more that no form of ours has."""


def classes_in(templates):
    """Every word in a class attribute of these texts, those of template tags in it too."""
    texts = (TAG.sub(lambda tag: tag[0].replace('"', " "), text) for text in templates)
    return {word for text in texts for found in CLASSES.findall(text) for word in WORD.findall(found)}


def purged(css, classes):
    """The rules of a minified sheet whose selectors name no class but these."""
    return "".join([*NOTICE.findall(css), *_kept(COMMENT.sub("", css), classes)])


def _kept(css, classes):
    for head, body in RULE.findall(css):
        if head.startswith("@keyframes"):
            yield f"{head}{{{body}}}"
        elif head.startswith("@"):
            if inner := "".join(_kept(body, classes)):
                yield f"{head}{{{inner}}}"
        elif wanted := [one for one in COMMA.split(head) if _is_met(one, classes)]:
            yield f"{','.join(wanted)}{{{body}}}"


def _is_met(selector, classes):
    return all((name or mark) in classes for name, mark in ASKED.findall(NOT.sub("", selector)))
