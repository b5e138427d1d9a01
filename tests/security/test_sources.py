"""What must not stand in the sources at all, and what must hold of the keys and hashes in them."""

import ast
import re
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken
from django.core import signing
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.utils.html import escape

from care_engage.accounts.models import User
from care_engage.accounts.sealing import open_sealed, seal
from care_engage.kit.crypto import KeyMissing, decrypt, encrypt
from referrals.models import Organization, Service
from tests.factories import OfficeFactory, person

ROOT = Path(__file__).parents[2]
OWN = ("care_engage", "groups", "programs", "referrals")
APART = ("care_engage/launch", "care_engage/backup", "care_engage/bench")
"""Started from a shell by whoever runs the server; no request reaches them."""


def sources():
    for name in OWN:
        for path in sorted((ROOT / name).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def reached():
    return [path for path in sources() if not str(path.relative_to(ROOT)).startswith(APART)]


def calls(paths):
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield path.relative_to(ROOT), ast.unparse(node.func), node


def imported(paths):
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from ((path.relative_to(ROOT), alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield path.relative_to(ROOT), node.module


def scripts():
    return sorted((ROOT / "static/js").rglob("*.js"))


def test_no_code_is_made_at_run_time():
    assert not [call for call in calls(sources()) if call[1] in ("eval", "exec", "compile", "__import__")]
    assert not [path for path in scripts() if re.search(r"\beval\(|new Function\(", path.read_text())]


def test_no_request_starts_a_program():
    assert not [
        found for found in imported(reached()) if found[1] in ("subprocess", "pty", "commands", "ctypes")
    ]
    assert not [
        call for call in calls(reached()) if call[1] in ("os.system", "os.popen", "os.exec", "os.spawn")
    ]


def test_no_shell_is_asked_even_by_the_launcher():
    for path, _name, node in calls(sources()):
        assert not any(
            word.arg == "shell" and getattr(word.value, "value", True) for word in node.keywords
        ), path


def test_nothing_is_read_back_as_objects():
    unsafe = {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle"}
    assert not [found for found in imported(sources()) if found[1].split(".")[0] in unsafe]


def test_xml_is_read_by_the_defused_parser():
    """Where names of the plain library appear, they are its exceptions and handlers, not its parsers."""
    found = list(imported(reached()))
    plain = {path for path, name in found if name.startswith(("xml.", "lxml"))}
    assert plain <= {path for path, name in found if name.startswith("defusedxml")}
    assert not [call for call in calls(reached()) if call[1] in ("xml.sax.make_parser", "xml.sax.parse")]


def test_sql_is_never_put_together_from_what_was_sent():
    """The few statements of our own are fixed texts, or formatted with the names of our own tables."""
    for path, name, node in calls(reached()):
        if name.endswith((".raw", ".extra", "RawSQL")):
            pytest.fail(f"{path} writes SQL with {name}")
        if name.endswith("cursor.execute") and node.args:
            assert "request" not in ast.unparse(node), path


def test_random_numbers_are_those_of_the_system():
    inside = [found for found in imported(reached()) if found[1] == "random"]
    assert {str(path).split("/")[1] for path, _name in inside} <= {"demo"}


def test_no_weak_hash_is_used():
    assert not [call for call in calls(sources()) if re.search(r"\b(md5|sha1)$", call[1])]


def test_no_template_lets_html_through_unescaped():
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text()
        assert "|safe" not in text.replace("|safeseq", "|safe"), path
        assert "autoescape off" not in text, path


@pytest.mark.parametrize(
    "pattern",
    [
        r"\.innerHTML\s*=",
        r"insertAdjacentHTML",
        r"document\.write",
        r"window\.(postMessage|opener|parent)",
        r"(window|self|serviceWorker|^\s*)\.?addEventListener\(.message",
    ],
)
def test_no_script_writes_html_or_listens_to_other_windows(pattern):
    found = [path.name for path in scripts() if re.search(pattern, path.read_text(), re.MULTILINE)]
    assert not found


def test_the_server_calls_no_other_server():
    """Mail is the only connection outward, to the host of the settings: no address that somebody typed."""
    outward = {"requests", "urllib.request", "http.client", "httpx", "aiohttp", "ftplib", "socket"}
    assert not [found for found in imported(reached()) if found[1] in outward]


def test_every_package_is_locked_with_its_hash():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        packages = re.findall(r"^[a-z][\w.\[\],-]*==\S+", text, re.MULTILINE)
        assert len(packages) > 20
        blocks = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
        assert all("--hash=sha256:" in block for block in blocks)


def test_no_key_stands_in_the_sources():
    secret = re.compile(r"(?i)(secret_key|password|token|api_key)\s*=\s*[\"'][^\"'{]{12,}[\"']")
    allowed = {"care_engage/demo/cast.py"}  # the demo's printed password
    found = {str(path.relative_to(ROOT)) for path in sources() if secret.search(path.read_text())}
    assert found <= allowed


@pytest.mark.django_db
def test_a_fresh_database_has_no_account():
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["trace", "put", "patch", "delete"])
def test_methods_that_no_page_uses_are_refused(client, method):
    client.force_login(person("MANAGER", OfficeFactory()))
    answers = {getattr(client, method)(path).status_code for path in ("/guide/", "/plan/", "/account/")}
    assert answers == {405}


@pytest.mark.parametrize(
    "path", ["/static/", "/static/css/", "/.git/config", "/static/../settings.py", "/.env"]
)
@pytest.mark.django_db
def test_no_folder_and_no_source_is_served(path):
    assert Client().get(path).status_code == 404


@pytest.mark.django_db
def test_every_page_names_its_type_and_encoding(client):
    client.force_login(person("MANAGER", OfficeFactory()))
    for path in ("/guide/", "/plan/", "/account/", "/nowhere/"):
        assert client.get(path).headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.django_db
def test_no_field_can_be_set_that_the_form_does_not_have(client):
    user = person("MANAGER", OfficeFactory())
    client.force_login(user)
    more = {"is_superuser": "on", "is_staff": "on", "email": "x@care.example", "is_active": ""}
    client.post("/account/", {"what": "language", "language": "fr"} | more)
    user.refresh_from_db()
    assert (user.language, user.is_superuser, user.is_staff, user.is_active) == ("fr", False, False, True)
    assert user.email != "x@care.example"


@pytest.mark.django_db
def test_a_parameter_sent_in_the_address_does_not_stand_in_for_one_of_the_form(client):
    user = person("MANAGER", OfficeFactory())
    client.force_login(user)
    client.post("/account/?what=language&language=fr", {})
    user.refresh_from_db()
    assert user.language == "en"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "{{ 777777|add:7 }}",
        "%(user)s %s {0.__class__}",
        "%3Cb%3E &lt;b&gt;",
    ],
)
def test_what_people_write_is_shown_as_text(client, text):
    client.force_login(person("MANAGER", OfficeFactory(), name=text))
    page = client.get("/account/").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "777784" not in page
    assert escape(text) in page, "as it was written: decoded no second time, filled in by nothing"


@pytest.mark.parametrize("model", [Organization, Service])
@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example"])
def test_a_website_is_a_website(model, address):
    """The only addresses that people write and pages make links of."""
    with pytest.raises(ValidationError):
        model._meta.get_field("url").clean(address, None)


@pytest.mark.django_db
def test_every_page_lets_one_log_out(client):
    client.force_login(person("MANAGER", OfficeFactory()))
    for path in ("/guide/", "/plan/", "/account/", "/account/devices/", "/sessions/"):
        assert 'action="/log-out/"' in client.get(path, follow=True).text, path


def test_a_role_taken_away_holds_at_once(client, db):
    user = person("MANAGER", OfficeFactory())
    client.force_login(user)
    assert client.get("/plan/import/").status_code == 200
    user.roles.get().remove()
    assert client.get("/plan/import/").status_code in (403, 404)


@pytest.mark.parametrize(
    ("shut", "opened"), [(seal, open_sealed), (encrypt, decrypt)], ids=["codes", "texts"]
)
def test_what_is_sealed_cannot_be_changed_and_is_never_sealed_alike(shut, opened):
    one, two = shut("what nobody may read"), shut("what nobody may read")
    assert one != two
    assert "nobody" not in one
    assert str(opened(one)) == "what nobody may read"
    middle = len(one) * 2 // 3
    changed = one[:middle] + ("A" if one[middle] != "A" else "B") + one[middle + 1 :]
    with pytest.raises((InvalidToken, KeyMissing)):
        opened(changed)


def test_an_older_key_still_opens_what_it_has_sealed(settings):
    sealed = seal("a secret")
    old = settings.SECRET_KEY
    with override_settings(SECRET_KEY="x" * 60, SECRET_KEY_FALLBACKS=[old]):
        assert open_sealed(sealed) == "a secret"
    with override_settings(SECRET_KEY="x" * 60, SECRET_KEY_FALLBACKS=[]), pytest.raises(InvalidToken):
        open_sealed(sealed)


def test_a_signed_note_is_bound_to_its_purpose():
    note = signing.dumps({"pk": 1}, salt="care_engage.undo")
    with pytest.raises(signing.BadSignature):
        signing.loads(note, salt="care_engage.known")
