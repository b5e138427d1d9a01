from pathlib import Path

from django.contrib.staticfiles import finders

from care_engage.kit.joined import OWN, SHEETS, JoinedSheetsFinder


def test_the_joined_sheet_holds_bootstrap_and_ours_in_order(settings):
    text = Path(finders.find("css/site.css")).read_text()
    ours = [(settings.BASE_DIR / "static/css" / f"{name}.css").read_text() for name in OWN]
    places = [text.index(sheet) for sheet in ours]
    assert text.index("Bootstrap") < places[0]
    assert places == sorted(places)


def test_it_follows_a_change_of_its_parts(settings, tmp_path):
    settings.HOME = tmp_path
    finder = JoinedSheetsFinder()
    (tmp_path / "joined/css").mkdir(parents=True)
    (tmp_path / "joined/css/site.css").write_text("of yesterday")
    assert "of yesterday" not in Path(finder.find("css/site.css")).read_text()


def test_it_is_collected_in_both_directions_of_writing():
    assert [path for path, _storage in JoinedSheetsFinder().list([])] == list(SHEETS)
    assert JoinedSheetsFinder().find("css/other.css") == []
