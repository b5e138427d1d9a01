import gzip
import re
from importlib.resources import files
from pathlib import Path

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.contrib.staticfiles import finders

from care_engage.kit.joined import MODULES, OWN, SCRIPT, SHEETS, JoinedFinder
from care_engage.kit.purged import classes_in, purged


def found(name):
    return Path(finders.find(name)).read_text()


def test_the_joined_sheet_holds_bootstrap_and_ours_in_order(settings):
    text = found("css/site.css")
    ours = [(settings.BASE_DIR / "static/css" / f"{name}.css").read_text() for name in OWN]
    places = [text.index(sheet) for sheet in ours]
    assert text.index("Bootstrap") < places[0]
    assert places == sorted(places)


def test_it_follows_a_change_of_its_parts(settings, tmp_path):
    settings.HOME = tmp_path
    finder = JoinedFinder()
    (tmp_path / "joined/css").mkdir(parents=True)
    (tmp_path / "joined/css/site.css").write_text("of yesterday")
    assert "of yesterday" not in Path(finder.find("css/site.css")).read_text()


def test_they_are_collected_in_both_directions_of_writing():
    assert [path for path, _storage in JoinedFinder().list([])] == [*SHEETS, SCRIPT]
    assert JoinedFinder().find("css/other.css") == []


def test_every_module_stands_after_those_that_it_imports(settings):
    for place, name in enumerate(MODULES):
        text = (settings.BASE_DIR / f"static/js/{name}.js").read_text()
        assert set(re.findall(r'from "\./(\w+)\.js"', text)) <= set(MODULES[:place])
    script = found(SCRIPT)
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    assert "const { fetchKeys, line, me, prepareDevice, ready } = of_me;" in script
    assert not re.search(r"^ *//", script, re.MULTILINE)


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        (".card{a:b}", ".card{a:b}"),
        (".modal{a:b}", ""),
        (".modal,.card{a:b}", ".card{a:b}"),
        (".card .modal{a:b}", ""),
        (".card:not(.modal,.fade){a:b}", ".card:not(.modal,.fade){a:b}"),
        ("[data-bs-theme=dark]{a:b}", ""),
        ("p,:root{a:b}", "p,:root{a:b}"),
        ("@media (min-width:1px){.modal{a:b}}", ""),
        ("@media (min-width:1px){.modal{a:b}.card{a:b}}", "@media (min-width:1px){.card{a:b}}"),
        ("/*! MIT */.modal{a:b}/* more */", "/*! MIT */"),
    ],
)
def test_a_rule_stays_where_its_classes_are_named(rule, kept):
    assert purged(rule, {"card"}) == kept


def test_classes_are_found_within_tags_too():
    text = (
        """<a class="btn {% if one == "two" %}btn-dark{% endif %} {{ bad|yesno:"btn-danger,btn-link" }}">"""
    )
    assert {"btn", "btn-dark", "btn-danger", "btn-link"} <= classes_in([text])


class EveryWidget(forms.Form):
    text = forms.CharField(help_text="Say it.")
    long = forms.CharField(widget=forms.Textarea)
    day = forms.DateField()
    one = forms.ChoiceField(choices=[(1, "one")])
    radio = forms.ChoiceField(choices=[(1, "one")], widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(choices=[(1, "one")])
    boxes = forms.MultipleChoiceField(choices=[(1, "one")], widget=forms.CheckboxSelectMultiple)
    box = forms.BooleanField()
    file = forms.FileField()

    def clean(self):
        raise forms.ValidationError("So not.")


def classes_of(sheet):
    return set(re.findall(r"\.([a-z][\w-]*)", sheet))


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("data", [None, {}], ids=["blank", "with errors"])
def test_whatever_a_form_is_made_of_has_its_look(name, data):
    html = render_crispy_form(EveryWidget(data))
    bootstrap = files("bootstrap").joinpath("css").joinpath(SHEETS[name]).read_text()
    asked = classes_in([html])
    assert "form-control" in asked
    assert asked & classes_of(bootstrap) <= classes_of(found(name))


@pytest.mark.parametrize("name", SHEETS)
def test_the_sheet_is_small(name):
    assert len(gzip.compress(found(name).encode())) < 15_000
