"""The rows that the figures draw, by values counted by hand; each figure is a valid picture of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from services.cultivation import progress, scores, tasks
from services.cultivation.figures import against_plan, groups, history, lattice, pairs, timeline
from services.figures.export import Provenance, png, svg
from services.figures.spec import Build, picture_spec
from services.figures.theme import Look
from services.records.reported import Known
from services.words.language import language
from tests.services.cultivation.conftest import assessed

_ = language("en")
DAY = date(2026, 7, 1)
NAMES = {"M1": "示例市场"}
ABOUT = Provenance("Title", "Definition", "Period", DAY, 1, "Source", demonstration=False)
# 50 of 100 points on file half-way through the year's plan, which was to have 181 of 365 days' worth.
HALF = {"system": 20.0, "goods": 10.0, "organisation": 10.0, "support": 10.0}

Records = Callable[..., Any]


@pytest.fixture
def half_way(records: Records) -> Any:
    start = date(2026, 1, 1)
    return records(
        DAY,
        cultivation=[{"entered": start, "planned_end": date(2027, 1, 1)}],
        assessments=assessed(date(2026, 3, 1), HALF, proof=True),
    )


def drawn(build: Build, rows: pl.DataFrame, *options: Any) -> bytes:
    return png(picture_spec(build, Look("en"), *options), rows, ABOUT, _)


@pytest.mark.parametrize(
    ("points", "light", "words"),
    [
        (9.6, "on_plan", "● 9.6 points behind"),
        (10.0, "yellow", "▲ 10 points behind"),
        (30.4, "far_behind", "■ 30.4 points behind"),
        (-5.2, "on_plan", "● 5.2 points ahead"),
        (0.0, None, "as planned"),
    ],
)
def test_how_far_behind_in_words(points: float, light: str | None, words: str) -> None:
    row = {"planned": 50 + points, "actual": 50.0}
    assert against_plan.behind(row, light, _) == words


def test_against_plan(half_way) -> None:
    rows = against_plan.against_plan_rows(progress.progress(half_way), NAMES, _)
    assert rows["text"].to_list() == ["50% · ● 0.4 points ahead"]
    assert rows["tip"].to_list() == ["示例市场 · planned 49.6%, actual 50%"]
    assert drawn(against_plan.against_plan, rows, ("示例市场",)).startswith(b"\x89PNG")


def test_both_lines_end_with_their_names(half_way) -> None:
    curve = progress.curve(half_way, [date(2026, 1, 1), DAY, date(2027, 1, 1)])
    rows = against_plan.burn_up_rows(progress.burn_up(curve), _)
    assert rows.filter(pl.col("end") != "").select("series", "day", "end").rows() == [
        ("planned", date(2027, 1, 1), "Planned 100%"), ("actual", DAY, "Actual 50%"),
    ]  # fmt: skip
    assert drawn(against_plan.burn_up, rows, "2026-07-01", "as of").startswith(b"\x89PNG")


def test_a_panel_runs_from_nought_to_one(half_way) -> None:
    curve = progress.curve(half_way, [date(2026, 1, 1), DAY, date(2027, 1, 1)])
    rows = lattice.lattice_rows(curve, progress.progress(half_way), {("M1", "city"): "示例市场"}, _)
    planned = rows.filter(pl.col("what") == "planned").select("x", "y").rows()
    assert planned == [(0.0, 1.0), (pytest.approx(181 / 365), pytest.approx(184 / 365)), (1.0, 0.0)]
    assert rows.filter(pl.col("what") == "actual")["y"].to_list() == [1.0, 0.5]
    assert drawn(lattice.lattice, rows, 1).startswith(b"\x89PNG")


def test_tasks_stand_at_their_day_and_only_what_presses_is_named(half_way) -> None:
    rows = timeline.timeline_rows(tasks.tasks(half_way), NAMES, _)
    assert rows.select("due", "shape", "name").rows() == [(date(2026, 3, 30), "■", "Work plan handed in")]
    assert drawn(timeline.timeline, rows, ("示例市场",), "2026-07-01", "as of").startswith(b"\x89PNG")


def test_dots_that_would_hide_each_other_are_lifted_and_only_ends_are_named() -> None:
    shares = pl.DataFrame(
        {
            "market": ["A", "B", "C", "D"],
            "group": "base",
            "share": [0.2, 0.9, 0.905, None],
            "points": 1.0,
            "possible": 65.0,
        }
    )
    rows = groups.dots_rows(shares, {name: name for name in "ABCD"}, "C", _)
    assert rows.select("market", "y", "label").rows() == [("A", 0.0, "A"), ("B", 0.0, ""), ("C", -0.13, "C")]
    assert drawn(groups.dots, rows, ("Base",)).startswith(b"\x89PNG")


def test_gaps_tell_missing_points_from_what_nobody_assessed(half_way) -> None:
    rows = groups.gaps_rows(scores.checklist(half_way, "self").filter("scored"), NAMES, _)
    found = dict(rows.select(pl.col("criterion").str.replace_all("\n", " "), "text").iter_rows())
    assert found["Rules for protection"] == "✓"
    assert found["Operation of the market"] == "?"
    options = ("示例市场",), tuple(rows["criterion"])
    assert drawn(groups.gaps, rows, *options).startswith(b"\x89PNG")


def test_the_score_rises_and_its_line_is_named_at_the_end(half_way) -> None:
    rows = history.score_rows(scores.history(half_way), 100.0, {"self": "Self"}, _)
    assert rows.select("share", "end", "above", "tip").rows() == [
        (0.5, "Self 50.0", True, "1 Mar 2026 · Self · 50.0 points, 4 criteria assessed")
    ]
    assert drawn(history.scores, rows, ("Self",)).startswith(b"\x89PNG")


def test_every_month_has_a_bar_and_the_first_after_joining_is_known() -> None:
    counts = pl.DataFrame({"month": [date(2026, 2, 1)], "n": [3]})
    states = {date(2026, month, 1): Known.ALL for month in (1, 2, 3, 4)}
    rows = history.month_rows(counts, states, date(2026, 3, 15), _)
    assert rows.select("n", "after").rows() == [(0, False), (3, False), (0, True), (0, True)]
    assert drawn(history.months, rows, "2026-03-15", "joined").startswith(b"\x89PNG")


def test_a_month_that_not_all_have_reported_is_hatched_and_one_that_nobody_has_is_no_zero() -> None:
    counts = pl.DataFrame({"month": [date(2026, 2, 1)], "n": [3]})
    states = {date(2026, 1, 1): Known.ALL, date(2026, 2, 1): Known.SOME, date(2026, 3, 1): Known.NONE}
    rows = history.month_rows(counts, states, date(2026, 2, 15), _)
    assert rows.select("n", "incomplete", "tip").rows() == [
        (0, False, "Jan 2026: 0"),
        (3, True, "Feb 2026 (not reported by all): 3"),
        (None, True, "Mar 2026 (not reported yet): —"),
    ]
    assert b"linear-gradient" not in svg_of(rows.filter(~pl.col("incomplete")))
    assert svg_of(rows).count(b"<linearGradient") == 1


def svg_of(rows: pl.DataFrame) -> bytes:
    return svg(picture_spec(history.months, Look("en"), "2026-02-15", "joined"), rows, ABOUT, _)


def test_pairs_are_drawn_where_one_of_the_two_is_missing() -> None:
    rows = pl.DataFrame(
        {"label": ["a", "b"], "first": [1, None], "second": [2, 3], "text": ["1 → 2", "3"], "tip": ["", ""]}
    )
    assert drawn(pairs.pairs, rows, ("a", "b"), 3).startswith(b"\x89PNG")
