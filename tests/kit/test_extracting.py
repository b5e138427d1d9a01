"""What translators get: messages of templates and of the retention policy, too."""

from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract

from care_engage.retention.policy import policy
from care_engage.retention.wording import how_long

ROOT = Path(__file__).parents[2]


def found(method, path):
    with (ROOT / path).open("rb") as source:
        return {message for _line, message, *_more in extract(method, source, DEFAULT_KEYWORDS)}


def test_every_sentence_of_the_policy_is_found():
    messages = found("care_engage.kit.extracting:policy", "care_engage/retention/policy.toml")
    for part in policy():
        assert part.name in messages
        for entry in part.entries:
            assert {entry.what, entry.why} <= messages
            assert any(event in messages for event in (entry.until, entry.after)), how_long(entry)


def test_templates_are_read_as_django_reads_them():
    messages = found("care_engage.kit.extracting:templates", "templates/retention/retention.html")
    assert messages
    assert all(isinstance(message, str | tuple) for message in messages)
    assert "Log out" in found("care_engage.kit.extracting:templates", "templates/kit/menu.html")
