"""What holds for every check and finding: declarations, ids that last, order, and indifference to the place."""

import math
import re

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from services.indication.checks import SEVERITIES, Finding, checks, find
from services.indication.repairs import MENDS
from tests.services.indication.drawing import SQUARE, drawn, plots, point

FAULTY = shapely.Polygon(
    [
        (0, 0),
        (1000, 0),
        (1000, 0.003),
        (1000, 400),
        (1300, 400.2),
        (1000, 405),
        (1000, 1000),
        (-100, 400),
        (0, 300),
        (-50, 250),
    ],
    [shapely.box(300, 300, 340, 350).exterior, shapely.box(500, 300, 530, 350).exterior],
)
PLOTS = (
    shapely.box(10, 10, 90, 90),
    shapely.box(80, 10, 130, 90),
    shapely.box(980, 500, 1060, 560),
    shapely.box(1200, 500, 1260, 560),
    shapely.box(600, 500, 600.5, 580),
    point(1500, 500),
)
ROWS = plots(*PLOTS, users=[None, None, None, "YB1"], mu=[20.0])


def test_every_check_is_declared_in_both_languages_with_its_source():
    for check in checks().values():
        assert check.severity in SEVERITIES
        for text in (check.title, check.explanation, check.source):
            assert all(text.both()), check.code


def test_the_checks_the_issue_asks_for_are_there():
    assert set(checks()) == {
        "self_intersection",
        "structure",
        "duplicate_vertex",
        "spike",
        "sliver",
        "hole",
        "plot_overlap",
        "plot_outside",
        "mark_user_outside",
        "outside_district",
        "declared_area",
        "plots_above_area",
        "finer_than_sketch",
        "survey_precision",
    }


def test_findings_are_told_apart_and_stay_the_same():
    findings = find(drawn(FAULTY), ROWS, declared=1600)
    ids = [finding.id for finding in findings]
    assert len(set(ids)) == len(ids)
    assert len({finding.code for finding in findings}) >= 8
    assert all(re.fullmatch("[0-9a-f]{16}", number) for number in ids)
    assert ids == [finding.id for finding in find(drawn(FAULTY), ROWS.reverse(), declared=1600)]


def test_an_id_survives_repairs_elsewhere():
    mended = shapely.Polygon(FAULTY.exterior, FAULTY.interiors[:1])
    before, after = ({finding.id for finding in find(drawn(area), ROWS)} for area in (FAULTY, mended))
    assert len(before - after) == 1
    assert after <= before


def test_only_repairs_that_exist_are_offered():
    findings = find(drawn(FAULTY), ROWS, declared=1600)
    assert {finding.code for finding in findings if finding.repairable} <= set(MENDS)
    assert all(all(finding.message.both()) for finding in findings)


def test_the_gravest_come_first():
    graveness = [list(SEVERITIES).index(finding.severity) for finding in find(drawn(FAULTY), ROWS)]
    assert graveness == sorted(graveness)


def test_a_clean_area_with_a_clean_plot_has_no_finding():
    text = (
        '{"type":"Polygon","coordinates":[[[116.97,39.1],[116.98,39.1],[116.98,39.11],[116.97,39.11],[116.97,39.1]]]}'
    )
    inner = '{"type":"Polygon","coordinates":[[[116.972,39.102],[116.973,39.102],[116.973,39.103],[116.972,39.102]]]}'
    assert find(text, plots().clear()) == ()
    rows = plots(SQUARE).with_columns(geometry=inner_column(inner))
    assert find(text, rows) == ()


def inner_column(text):
    return plots(SQUARE)["geometry"].replace_strict({plots(SQUARE)["geometry"].item(): text})


def test_a_finding_knows_its_plot_not_its_place_when_there_can_be_but_one():
    here = Finding("plot_outside", SEVERITIES["note"], (117.0, 39.0), ("P1",))
    there = Finding("plot_outside", SEVERITIES["note"], (117.1, 39.0), ("P1",))
    other = Finding("plot_outside", SEVERITIES["note"], (117.0, 39.0), ("P1", "P2"))
    assert here.id == there.id != other.id


@settings(max_examples=15)
@given(st.integers(-2000, 2000), st.integers(-2000, 2000))
def test_the_place_does_not_matter(east, north):
    def told(by):
        moved = [
            shape if isinstance(shape, str) else shapely.transform(shape, lambda xy: xy + by) for shape in PLOTS[:5]
        ]
        rows = plots(*moved, users=[None, None, None, "YB1"], mu=[20.0])
        findings = find(drawn(shapely.transform(FAULTY, lambda xy: xy + by)), rows, declared=1600)
        return sorted(
            (finding.code, finding.subject, finding.measure.value if finding.measure else 0) for finding in findings
        )

    here, there = told((0, 0)), told((east, north))
    assert [row[:2] for row in here] == [row[:2] for row in there]
    assert [row[2] for row in here] == pytest.approx([row[2] for row in there], rel=2e-3, abs=0.02)


@settings(max_examples=15)
@given(st.floats(0, math.tau))
def test_the_direction_does_not_matter(turn):
    def turned(xy):
        cosine, sine = math.cos(turn), math.sin(turn)
        return xy @ [[cosine, sine], [-sine, cosine]]

    codes = [finding.code for finding in find(drawn(FAULTY), plots())]
    assert [finding.code for finding in find(drawn(shapely.transform(FAULTY, turned)), plots())] == codes
