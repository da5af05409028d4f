"""The balance of labels and ground, counted by hand."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from data.ledgers import ledger
from data.store import Change, Store, commit, read_rows
from services.access.rights import MACHINE, Person, Sight
from services.indication.review import sign_off, submit
from services.indication.seasons import season_of, seasons, span
from services.indication.thresholds import OF_USE, limits, thresholds
from services.indication.use import alarm_texts, balance, mark_use, notices, seasons_of_use
from services.indication.versions import add_version, version
from tests.refusing import refuses
from tests.services.indication.reviewing import AUTHOR, CLOCK, SECOND, SQUARE, VIEWER, draft, plot, polygon, user

BOUNDS = {"over_yield": 110.0, "over_quota": 100.0, "oversold": 110.0, "expiring": 60.0}
SEASON = "2026-2027"
TODAY = date(2026, 11, 23)


def rows(name: str, *values: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(values), schema=ledger(name).schema)


def users(**more: Any) -> pl.DataFrame:
    return rows("mark_users", {"code": "A", "state": "authorised", "label_quota": 1000, **more})


def issue(**more: Any) -> dict[str, Any]:
    counts = {"issued": 1000, "used": 700, "returned": 50, "damaged": 10, "label_weight": 2.5}
    return {"user": "A", "season": SEASON, **counts, **more}


def field(code: str = "P", **more: Any) -> dict[str, Any]:
    values = {"code": code, "season": SEASON, "user": "A", "area_declared": 1.2, "expected_yield": 2000.0}
    return {**values, "point": "116.955,39.055", **more}


def one(*, plots: pl.DataFrame, labels: pl.DataFrame, sales: pl.DataFrame | None = None, **more: Any) -> dict[str, Any]:
    return balance(users(**more), plots, labels, rows("sales") if sales is None else sales, BOUNDS).row(0, named=True)


def test_labels_are_held_against_what_the_ground_bears() -> None:
    plots = rows("gi_plots", field("P"), field("Q", area_declared=0.8, expected_yield=500.0))
    found = one(plots=plots, labels=rows("label_issues", issue()))
    assert (found["plots"], found["area"], found["expected_yield"]) == (2, 2.0, 2500.0)
    # 1000 - 50 - 10 labels of 2.5 kg mark 2,350 kg; 240 are neither used nor accounted for.
    assert (found["labelled"], found["left"]) == (2350.0, 240)
    assert found["label_share"] == pytest.approx(0.94)
    assert found["quota_share"] == 1.0
    assert (found["issued_weight"], found["used_weight"], found["quota_weight"]) == (2500.0, 1750.0, 2500.0)
    assert found["lacking"] == []
    assert (found["alarms"], found["state"]) == ([], "fine")


def test_each_threshold_raises_its_own_alarm() -> None:
    ground = rows("gi_plots", field(expected_yield=2136.0))
    # 2350 / 2136 = 1.1002; 1001 labels of 1000; 2349.6 / 2136 = 1.1 exactly, which is not above.
    sold = rows("sales", {"user": "A", "season": SEASON, "quantity": 2349.6})
    found = one(plots=ground, labels=rows("label_issues", issue()), sales=sold)
    assert (found["alarms"], found["state"]) == (["over_yield"], "to_verify")
    more = rows("sales", {"user": "A", "season": SEASON, "quantity": 2350.0})
    found = one(plots=ground, labels=rows("label_issues", issue()), sales=more, label_quota=999)
    assert found["alarms"] == ["over_yield", "over_quota", "oversold"]
    assert [text.zh for text in alarm_texts(found["alarms"], thresholds(OF_USE))] == [
        "待核实：在用标识超出预计产量",
        "待核实：发放超出限额",
        "待核实：销售超出预计产量",
    ]


@pytest.mark.parametrize(
    ("plots", "labels", "lacking"),
    [
        ([field(expected_yield=None), field("Q")], [issue(issued=900_000)], ["yield"]),
        ([], [issue(issued=900_000)], ["plots"]),
        ([field()], [], ["labels"]),
        ([], [], ["plots", "labels"]),
        ([field()], [issue(), issue(label_weight=None)], ["weight"]),
        ([field()], [issue(returned=None, issued=900_000)], ["weight"]),
    ],
)
def test_a_missing_figure_is_not_known_and_raises_nothing(
    plots: list[dict[str, Any]], labels: list[dict[str, Any]], lacking: list[str]
) -> None:
    found = one(plots=rows("gi_plots", *plots), labels=rows("label_issues", *labels), label_quota=None)
    assert (found["label_share"], found["alarms"], found["state"]) == (None, [], "unknown")
    assert found["lacking"] == lacking


def test_an_undeclared_area_is_that_of_the_outline() -> None:
    # 0.001° by 0.001° at 39.05°: 9,609.5 m², 14.41 亩.
    outline = polygon((116.95, 39.05), (116.951, 39.05), (116.951, 39.051), (116.95, 39.051))
    drawn = rows("gi_plots", field(area_declared=None, geometry=outline, point=None))
    assert one(plots=drawn, labels=rows("label_issues"))["area"] == pytest.approx(14.415, abs=0.005)
    only_a_point = rows("gi_plots", field(area_declared=None))
    assert one(plots=only_a_point, labels=rows("label_issues"))["area"] is None


def noticed(**frames: Any) -> list[tuple[Any, ...]]:
    given = {"users": users(), "plots": rows("gi_plots"), "samples": rows("gi_samples"), "area": None} | frames
    found = notices(given["users"], given["plots"], given["samples"], given["area"], TODAY, BOUNDS)
    return found.select("user", "notice", "count", "day").rows()


@pytest.mark.parametrize(
    ("until", "notice"),
    [
        (date(2026, 11, 22), "expired"),
        (date(2026, 11, 23), "expiring"),
        (date(2027, 1, 22), "expiring"),
        (date(2027, 1, 23), None),
        (None, None),
    ],
)
def test_authorisations_that_end(until: date | None, notice: str | None) -> None:
    expected = [("A", notice, None, until)] if notice else []
    assert noticed(users=users(authorised_to=until)) == expected
    assert noticed(users=users(authorised_to=until, state="ended")) == []


def sample(number: str, **more: Any) -> dict[str, Any]:
    return {"number": number, "parameter": "示例", "taken_on": date(2026, 11, 1), "verdict": "passed", **more}


def test_samples_count_for_the_user_or_the_user_of_the_plot() -> None:
    both = rows("mark_users", *({"code": code, "state": "authorised"} for code in "AB"))
    ground = rows("gi_plots", field())
    assert noticed(users=both, plots=ground) == []
    taken = rows("gi_samples", sample("1", plot="P"))
    assert noticed(users=both, plots=ground, samples=taken) == [("B", "no_sample", None, None)]
    failed = rows(
        "gi_samples",
        sample("1", user="A", verdict="failed"),
        sample("1", user="A", verdict="failed", parameter="另一项"),
        sample("2", plot="P", verdict="failed", taken_on=date(2026, 11, 9)),
        sample("3", user="B"),
    )
    assert noticed(users=both, plots=ground, samples=failed) == [("A", "sample_failed", 2, date(2026, 11, 9))]


def test_plots_outside_the_area_in_force() -> None:
    ground = rows("gi_plots", field("P"), field("Q", point="116.99,39.055"), field("R", point="117.0,39.1", user=None))
    assert noticed(plots=ground, area=SQUARE) == [("A", "outside", 1, None)]
    assert noticed(plots=ground) == []


def test_from_the_ledgers_to_the_page(store: Store) -> None:
    user(store, "A", label_quota=100, name="示例张三")
    user(store, "B", authorised_to=date(2026, 12, 1))
    changes = [plot("P1", user="A", expected_yield=1000.0), plot("P2", user="B", point="116.99,39.05")]
    changes.append(Change("label_issues", issue(issued=500)))
    changes.append(Change("label_issues", issue(season="2025-2026", issued=90_000)))
    commit(store, AUTHOR.actor, "用标", changes)
    code = add_version(store, AUTHOR, draft(), clock=CLOCK)
    before = mark_use(store, AUTHOR, SEASON, TODAY)
    assert (before.area, before.sampled) == (None, False)
    assert before.notices.select("user", "notice").rows() == [("B", "expiring")]
    # B's plot outside the area bars the sign-off, so it is moved in first and out again afterwards.
    moved = {"point": "116.956,39.055"}
    row = read_rows(store, "gi_plots", where={"code": "P2"}).row(0, named=True)
    commit(store, AUTHOR.actor, "改", [Change("gi_plots", moved, id=row["id"])])
    submit(store, AUTHOR, version(store, code), clock=CLOCK)
    sign_off(store, SECOND, version(store, code), clock=CLOCK)
    commit(store, AUTHOR.actor, "改回", [Change("gi_plots", {"point": "116.99,39.05"}, id=row["id"])])
    found = mark_use(store, AUTHOR, SEASON, TODAY)
    assert found.area == code
    assert found.notices.select("user", "notice").rows() == [("B", "expiring"), ("B", "outside")]
    first = found.balance.row(0, named=True)
    assert (first["user"], first["name"], first["issued"], first["alarms"]) == ("A", "示例张三", 500, ["over_quota"])
    assert mark_use(store, VIEWER, SEASON, TODAY).balance["name"].to_list() == ["示＊＊＊", "示例合作社B"]
    assert mark_use(store, AUTHOR, SEASON, TODAY, sight=Sight(screen=True)).balance["name"].str.contains("＊").all()


def test_who_is_no_user_any_more_is_shown_only_with_labels_or_sales(store: Store) -> None:
    for code, state in (("A", "authorised"), ("B", "ended"), ("C", "suspended")):
        user(store, code, state=state)
    commit(store, AUTHOR.actor, "发放", [Change("label_issues", issue(user="C"))])
    assert mark_use(store, AUTHOR, SEASON, TODAY).balance["user"].to_list() == ["A", "C"]
    assert seasons_of_use(store) == [SEASON]


def test_seasons_run_from_july_to_june(store: Store) -> None:
    assert [season_of(date(2026, *day)) for day in ((6, 30), (7, 1), (11, 23))] == [
        "2025-2026",
        "2026-2027",
        "2026-2027",
    ]
    assert span("2026-2027") == (date(2026, 7, 1), date(2027, 6, 30))
    assert seasons(store) == []
    commit(store, AUTHOR.actor, "地块", [plot("P"), plot("P", season="2025-2026")])
    assert seasons(store) == ["2026-2027", "2025-2026"]


def test_thresholds_of_use_are_declared_and_may_be_set(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits(OF_USE) == BOUNDS
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    (tmp_path / "registry").mkdir()
    own = tmp_path / "registry" / "mark-use.toml"
    own.write_text("[over_yield]\nvalue = 130\n", encoding="utf-8")
    assert limits(OF_USE)["over_yield"] == 130
    own.write_text("[over_yield]\nvalue = -1\n", encoding="utf-8")
    limits(OF_USE)
    assert refuses(r"mark-use\.toml \[over_yield\] value")


def test_the_machine_and_no_stranger_sees_names() -> None:
    assert Person("system", "system", MACHINE).sight.open_to(None)
    assert not VIEWER.sight.open_to(None)
