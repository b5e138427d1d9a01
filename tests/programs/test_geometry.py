"""Where the bars, dots and curves of a sequence stand."""

from datetime import date, timedelta
from itertools import combinations

import pytest

from programs.geometry import dots, footprint, lay_title, mirrored, pack, picture
from programs.picture import LANES, NARROW, WIDE, Activity, Mark, Meeting, Tie
from programs.timescale import across, read_month, ticks, view_of

TODAY = date(2026, 8, 17)
WORDS = dict.fromkeys(LANES, "lane")
PAPERS = pytest.mark.parametrize("paper", [WIDE, NARROW], ids=lambda paper: paper.name)


def weekly(first, last, lane="MALE", held_until=TODAY):
    days = (first + timedelta(days=7 * week) for week in range((last - first).days // 7 + 1))
    return tuple(Meeting(day, day <= held_until, lane) for day in days)


def activity(key=1, first=date(2026, 3, 1), last=date(2026, 9, 30), lane="MALE", **fields):
    fields = {
        "title": f"Dialogues {key}",
        "row": f"Group {key}",
        "meetings": weekly(first, last, lane),
    } | fields
    return Activity(key=key, lane=lane, starts_on=first, ends_on=last, **fields)


def drawn(activities, ties=(), zoom="all", begin=None, paper=WIDE):
    return picture(activities, ties, view_of(zoom, begin, TODAY, activities), paper, TODAY, WORDS)


class TestView:
    def test_all_reaches_from_month_to_month(self):
        view = view_of("all", None, TODAY, [activity(), activity(2, date(2025, 11, 20), date(2026, 12, 3))])
        assert (view.first, view.last) == (date(2025, 11, 1), date(2026, 12, 31))
        assert (view.earlier, view.later) == ("", "")

    @pytest.mark.parametrize(
        ("zoom", "begin", "first", "last", "earlier", "later"),
        [
            ("quarter", None, date(2026, 7, 1), date(2026, 9, 30), "2026-04", "2026-10"),
            ("quarter", date(2026, 11, 1), date(2026, 11, 1), date(2027, 1, 31), "2026-08", "2027-02"),
            ("year", None, date(2026, 1, 1), date(2026, 12, 31), "2025-01", "2027-01"),
        ],
    )
    def test_zoom_steps_by_its_own_length(self, zoom, begin, first, last, earlier, later):
        view = view_of(zoom, begin, TODAY, [activity()])
        assert (view.first, view.last, view.earlier, view.later) == (first, last, earlier, later)

    def test_nothing_planned_shows_a_year_from_today(self):
        view = view_of("all", None, TODAY, [])
        assert view.first == date(2026, 8, 1)
        assert view.last == date(2027, 7, 31)

    @pytest.mark.parametrize("text", ["", "July", "2026-13", "9999-12", "0001-01", "2026-07-01", "20 26-1x"])
    def test_a_mistyped_month_is_no_month(self, text):
        assert read_month(text) is None

    def test_a_month(self):
        assert read_month("2026-07") == date(2026, 7, 1)


class TestScale:
    @PAPERS
    def test_first_and_last_day_fill_the_plot(self, paper):
        view = view_of("year", None, TODAY, [])
        assert across(view.first, view, paper) == paper.start
        assert across(view.last, view, paper, end=True) == paper.end

    def test_a_quarter_stretches_what_all_shows(self):
        bars = [activity()]
        wide = drawn(bars, zoom="quarter").bars[0].width
        assert wide > 2 * drawn(bars).bars[0].width

    @PAPERS
    def test_names_of_months_never_touch(self, paper):
        view = view_of("all", None, TODAY, [activity(1, date(2024, 1, 5), date(2028, 12, 20))])
        named = [tick.x for tick in ticks(view, paper) if tick.named]
        assert named
        assert all(b - a >= paper.month - 1 for a, b in zip(named, named[1:], strict=False))

    def test_today_stands_where_its_day_is_and_only_then(self):
        assert drawn([activity()]).today is not None
        assert drawn([activity(1, date(2024, 1, 1), date(2024, 6, 1))]).today is None


class TestPacking:
    @PAPERS
    def test_no_two_bars_of_a_line_overlap(self, paper):
        many = [
            activity(n, date(2026, 1, 1) + timedelta(days=n * 9), date(2026, 2, 1) + timedelta(days=n * 11))
            for n in range(40)
        ]
        view = view_of("all", None, TODAY, many)
        lines = pack(many, view, paper)
        assert sum(map(len, lines)) == 40
        for line in lines:
            for one, other in combinations(line, 2):
                a, b = sorted([footprint(one, view, paper), footprint(other, view, paper)])
                assert a[1] <= b[0]

    def test_bars_of_one_group_share_a_line_when_they_follow_each_other(self):
        first = activity(1, date(2026, 1, 5), date(2026, 4, 1), row="Umoja")
        second = activity(2, date(2026, 6, 1), date(2026, 9, 1), row="Umoja")
        assert len({bar.y for bar in drawn([first, second]).bars}) == 1

    def test_every_lane_is_drawn_and_says_when_it_is_empty(self):
        lanes = drawn([activity()]).lanes
        assert [lane.code for lane in lanes] == ["FEMALE", "MIXED", "MALE", "COMMUNITY"]
        assert [lane.empty is not None for lane in lanes] == [True, True, False, True]

    @PAPERS
    def test_bars_stand_inside_their_lane(self, paper):
        image = drawn([activity(n, lane=LANES[n % 4]) for n in range(20)], paper=paper)
        lanes = {lane.code: lane for lane in image.lanes}
        for bar in image.bars:
            lane = lanes[bar.activity.lane]
            assert lane.y <= bar.y
            assert bar.y + bar.height <= lane.y + lane.height
        assert image.height >= max(lane.y + lane.height for lane in image.lanes)

    def test_forty_interventions_stay_on_a_readable_sheet(self):
        image = drawn([activity(n, lane=LANES[n % 4]) for n in range(40)])
        assert len(image.bars) == 40
        assert image.height < 2200


class TestTitles:
    @PAPERS
    def test_titles_stay_on_the_paper(self, paper):
        long = "A title that nobody shortened although the meeting itself lasts for a single afternoon only"
        for first in (date(2026, 1, 1), date(2026, 6, 1), date(2026, 12, 28)):
            bars = [activity(1, first, first + timedelta(days=2), title=long), activity(2, date(2026, 1, 1))]
            title = drawn(bars, paper=paper).bars[0].title
            length = len(title.words) * paper.letter
            begin = title.x - length if title.anchor == "end" else title.x
            assert begin >= paper.start - 1
            assert begin + length <= paper.end + 8

    def test_a_short_bar_has_its_title_behind_it(self):
        one = activity(1, title="Open day")
        assert lay_title(one, 300, 320, WIDE).x > 320

    def test_at_the_end_of_the_time_it_stands_before(self):
        one = activity(1, title="Open day: sharing what changed")
        title = lay_title(one, 960, 990, WIDE)
        assert title.anchor == "end"
        assert title.x < 960


class TestDots:
    def test_held_and_planned_apart(self):
        bar = drawn([activity()]).bars[0]
        assert [row.held for row in bar.dots] == [True, False]
        assert sum(len(row.xs) for row in bar.dots) == 31

    def test_two_hundred_sessions_are_thinned_out_until_they_can_be_told_apart(self):
        daily = tuple(Meeting(date(2026, 3, 1) + timedelta(days=n), True, "MALE") for n in range(200))
        one = activity(meetings=daily)
        view = view_of("all", None, TODAY, [one])
        xs = [x for row in dots(daily, view, NARROW, 10) for x in row.xs]
        assert len(xs) < 60
        assert all(b - a >= NARROW.dot for a, b in zip(xs, xs[1:], strict=False))

    def test_a_joint_session_keeps_its_own_color(self):
        joint = Meeting(date(2026, 6, 1), True, "MIXED")
        bar = drawn([activity(meetings=(joint,))]).bars[0]
        assert [row.lane for row in bar.dots] == ["MIXED"]

    def test_solid_until_the_last_session_held(self):
        bar = drawn([activity()]).bars[0]
        last_held = max(x for row in bar.dots if row.held for x in row.xs)
        first_planned = min(x for row in bar.dots if not row.held for x in row.xs)
        assert last_held < bar.solid + bar.solid_width < first_planned

    def test_nothing_solid_before_the_first(self):
        assert drawn([activity(meetings=())]).bars[0].solid_width == 0


class TestCurves:
    def test_one_before_the_other_runs_from_end_to_start(self):
        a = activity(1, date(2026, 1, 5), date(2026, 3, 1), "FEMALE")
        b = activity(2, date(2026, 5, 1), date(2026, 8, 1), "MIXED")
        image = drawn([a, b], [Tie(1, 2, "met", ordered=True)])
        bars = {bar.activity.key: bar for bar in image.bars}
        points = image.curves[0].points
        assert points[0] == (bars[1].right, bars[1].middle)
        assert points[-1] == (bars[2].x, bars[2].middle)

    def test_at_the_same_time_runs_from_edge_to_edge(self):
        image = drawn([activity(1, lane="FEMALE"), activity(2)], [Tie(2, 1, "agreed")])
        bars = {bar.activity.key: bar for bar in image.bars}
        (x, top), *_handles, (_x, bottom) = image.curves[0].points
        assert top == bars[1].y + bars[1].height
        assert bottom == bars[2].y
        assert bars[1].x <= x <= bars[1].right

    def test_a_link_to_what_is_out_of_sight_is_not_drawn(self):
        a = activity(1, date(2026, 1, 5), date(2026, 3, 1), "FEMALE")
        image = drawn([a, activity(2)], [Tie(1, 2, "met")], zoom="quarter")
        assert image.curves == ()
        assert image.outside == 1


def test_the_worst_flag_sits_on_the_corner():
    marks = (Mark("CRITICAL", "finding-1", "R1"), Mark("HIGH", "finding-2", "R2"))
    bar = drawn([activity(marks=marks)]).bars[0]
    assert [flag.mark.severity for flag in bar.flags] == ["CRITICAL", "HIGH"]
    assert bar.right >= bar.flags[0].x > bar.flags[1].x > bar.x


@PAPERS
def test_mirrored_twice_is_the_same_picture(paper):
    marks = (Mark("CRITICAL", "finding-1", "R1"),)
    image = drawn([activity(1, lane="FEMALE"), activity(2, marks=marks)], [Tie(1, 2, "met")], paper=paper)
    turned = mirrored(image)
    assert turned.rtl
    assert turned.bars[0].x == paper.width - image.bars[0].right
    again = mirrored(turned)
    assert again.bars == image.bars
    assert again.curves == image.curves
    assert again.ticks == image.ticks
    assert again.today == image.today
