"""The house rules of style.md, made executable."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = {
    "care_engage.urls": 0,
    "care_engage.management": 0,
    "care_engage.backup": 1,
    "care_engage.bench": 1,
    "care_engage.dashboard": 1,
    "care_engage.demo": 1,
    "care_engage.exchange": 1,
    "care_engage.office": 1,
    "care_engage.retention": 1,
    "programs": 2,
    "groups": 3,
    "referrals": 3,
    "care_engage.accounts": 4,
    "care_engage.trail": 5,
    "care_engage.kit": 6,
}
OWN = ("care_engage", "programs", "groups", "referrals")


def modules():
    for name in OWN:
        for path in sorted((ROOT / name).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def dotted(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path):
    """Every module that this one imports, absolute, wherever in the file."""
    package = dotted(path) if path.name == "__init__.py" else dotted(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
            yield f"{base}.{node.module or ''}".strip(".") if node.level else node.module


def room(module):
    return max((name for name in LAYERS if f"{module}.".startswith(f"{name}.")), key=len, default=None)


@pytest.mark.parametrize("path", list(modules()), ids=dotted)
def test_imports_only_from_below(path):
    here = room(dotted(path))
    for module in imports(path):
        there = room(module)
        if here is None or there is None or here == there:
            continue
        assert LAYERS[there] > LAYERS[here] or here in ("care_engage.urls", "care_engage.management"), (
            f"{dotted(path)} imports {module}: {here} may import only what lies below it"
        )


@pytest.mark.parametrize("path", sorted((ROOT / "programs/sequencing").rglob("*.py")), ids=dotted)
def test_the_rules_import_the_standard_library_alone(path):
    foreign = {
        module
        for module in imports(path)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not module.startswith("programs.sequencing")
    }
    assert not foreign


@pytest.mark.parametrize("path", sorted((ROOT / "care_engage").glob("__main__.py")) or [], ids=dotted)
def test_the_launcher_runs_on_a_bare_python(path):
    for module in imports(path):
        assert module.split(".")[0] in sys.stdlib_module_names or module.startswith("care_engage.launch")


def test_no_module_is_called_for_nothing_in_particular():
    names = {path.stem for path in modules()}
    assert not names & {"utils", "helpers", "common", "managers", "services", "signals", "misc"}


def test_no_signal_is_handled():
    assert not [path for path in modules() if "django.dispatch" in path.read_text()]


# History is written by save() and delete(): each of these passes it by on purpose.
PASSES_HISTORY_BY = {
    "care_engage.accounts.lineage": "a new place's path holds its own id; its history is written beside it",
    "care_engage.bench.measures": "sessions written to be measured have no past",
    "care_engage.bench.portfolio": "a portfolio for measuring has no past",
    "care_engage.exchange.registers": "writes the history of all rows in one statement beside it",
    "care_engage.exchange.settling": "writes the history of all rows in one statement beside it",
    "programs.foresight": "what it writes is never committed",
    "programs.logging": "one conditional update, and its row of history, in two statements",
}
BULK = ("update", "bulk_create", "bulk_update")
WITHOUT_HISTORY = ("Flag", "Verdict", "Topic", "Device", "Attempts")


def bulk_writes(path):
    """Calls of update(), bulk_create() or bulk_update() on a manager of a model that has a history."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            call = ast.unparse(node.func)
            bulk = node.func.attr in ("update", "bulk_create", "bulk_update")
            if (
                bulk
                and re.search(r"\b(objects|with_deleted)\b", call)
                and not call.startswith(WITHOUT_HISTORY)
            ):
                yield call


def test_history_is_passed_by_only_where_it_is_meant():
    found = {dotted(path): calls for path in modules() if (calls := list(bulk_writes(path)))}
    assert found.keys() <= PASSES_HISTORY_BY.keys(), found


def templates():
    return sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.svg"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_hold_under_the_strict_policy(path):
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:", text), "inline style or script"
    assert not re.search(r"<script(?![^>]*\bsrc=)", text), "inline script"
    assert not re.search(r"""(?:src|href)=["']https?://""", text), "an address outside this server"


def test_styles_use_logical_sides():
    physical = re.compile(
        r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|left|right)\s*:"
        r"|(?:text-align|float|clear):\s*(?:left|right)"
    )
    for path in sorted((ROOT / "static").rglob("*.css")):
        assert not physical.search(path.read_text()), f"{path.name} names a physical side"


def test_third_party_code_is_installed_not_copied():
    assert not list((ROOT / "static").rglob("*.min.*"))
