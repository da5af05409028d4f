"""Outlines in cells: read, converted, refused, and given back without a change."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import prcoords
import pytest

from data.ledgers import ledger
from data.store import SYSTEM, Change, Store, commit, read_rows
from services.access.identity import THE_BOARD
from services.access.rights import EVERYTHING, MASKED, Sight
from services.days.clock import FixedClock
from services.exchange.export import export
from services.intake.confirm import confirm
from services.intake.outcome import How
from services.intake.parse import parse
from services.intake.places import LONGEST_GEOMETRY
from services.intake.stage import stage
from services.intake.staged import Counts
from services.records.readable import readable

CLOCK = FixedClock(date(2026, 11, 23))
PLOTS = ledger("gi_plots")
CORNERS = [(116.95, 39.05), (116.951, 39.05), (116.951, 39.051), (116.95, 39.051)]


def polygon(corners: list[Any], **more: Any) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [[*corners, corners[0]]], **more})


def one(text: str, system: str = "") -> tuple[Any, str | None]:
    read = parse(PLOTS.column("geometry"), pl.Series([text]), How(today=CLOCK.today(), system=system))
    return read["value"].item(), read["rule"].item()


def test_an_outline_is_kept_compact_and_counter_clockwise() -> None:
    kept, rule = one(json.dumps(json.loads(polygon(CORNERS[::-1])), indent=2))
    assert rule is None
    assert " " not in kept
    ring = [tuple(corner) for corner in json.loads(kept)["coordinates"][0]]
    start = ring.index(CORNERS[0])
    assert ring[start:-1] + ring[:start] == CORNERS
    assert one(kept) == (kept, None)


def test_heights_go_and_holes_and_parts_stay() -> None:
    hole = [(116.9502, 39.0502), (116.9502, 39.0504), (116.9504, 39.0504), (116.9502, 39.0502)]
    outer = [(*corner, 3.5) for corner in (*CORNERS, CORNERS[0])]
    far = [(x + 0.01, y) for x, y in (*CORNERS, CORNERS[0])]
    several = {"type": "MultiPolygon", "coordinates": [[outer, [(*corner, 3.5) for corner in hole]], [far]]}
    kept = json.loads(one(json.dumps(several))[0])
    assert [len(part) for part in kept["coordinates"]] == [2, 1]
    assert {len(corner) for part in kept["coordinates"] for ring in part for corner in ring} == {2}


def test_the_system_of_the_sheet_is_converted_once() -> None:
    # prcoords, on its own, bends the true corners as 高德 shows them.
    shown = [(bent.lon, bent.lat) for bent in (prcoords.wgs_gcj((y, x)) for x, y in CORNERS)]
    kept, rule = one(polygon(shown), "GCJ-02")
    assert rule is None
    found = {tuple(corner) for corner in json.loads(kept)["coordinates"][0]}
    assert all(any(abs(x - a) < 1e-7 and abs(y - b) < 1e-7 for a, b in found) for x, y in CORNERS)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("POLYGON((0 0,1 0,1 1,0 0))", "geometry"),
        ("{}", "geometry"),
        ('{"type":"Point","coordinates":[116.95,39.05]}', "geometry"),
        ('{"type":"Polygon","coordinates":[]}', "geometry"),
        ('{"type":"Polygon","coordinates":[[[116.95,39.05],[116.96,39.05],[116.96,39.06]]]}', "geometry"),
        ('{"type":"Polygon","coordinates":[[["a","b"]]]}', "geometry"),
        ('{"type":"Polygon","coordinates":' + "[" * 20_000, "geometry"),
        (polygon([(y, x) for x, y in CORNERS]), "geometry_place"),
        (polygon([(1e308, 39.05), *CORNERS]), "geometry_place"),
        (polygon(CORNERS * 500), "geometry_size"),
    ],
)
def test_what_is_no_outline_here_is_refused(text: str, rule: str) -> None:
    assert one(text) == (None, rule)


def test_the_limit_leaves_room_for_a_cell() -> None:
    assert LONGEST_GEOMETRY < 32_767


def sheet(*rows: dict[str, str], **names: str) -> bytes:
    frame = pl.DataFrame(list(rows)).rename(names)
    return b"\xef\xbb\xbf" + frame.write_csv().encode()


def plot(code: str = "DK1", season: str = "2026-2027", **more: str) -> dict[str, str]:
    values = {"地块编号": code, "产季": season, "所在村": "示例村", "设施类型": "大棚", "图形": polygon(CORNERS)}
    return {**values, **more}


def test_a_plot_goes_in_and_out_and_in_again_as_it_was(store: Store) -> None:
    rows = [plot(**{"申报面积（公顷）": "0.08", "预计产量（吨）": "3.6"}), plot(season="2025-2026"), plot("DK2")]
    staged = stage(store, THE_BOARD, [("地块.csv", sheet(*rows))], clock=CLOCK)
    assert (staged.errors().rows(), staged.refusals) == ([], ())
    confirm(store, THE_BOARD, staged.id, clock=CLOCK)
    kept = read_rows(store, "gi_plots", where={"code": "DK1", "season": "2026-2027"}).row(0, named=True)
    # 0.08 ha are 1.2 亩.
    assert (kept["area_declared"], kept["expected_yield"], kept["kind"]) == (1.2, 3600.0, "arch")
    for form in (".xlsx", ".csv"):
        back = export(store, THE_BOARD, PLOTS, form=form, mask=False, clock=CLOCK)
        again = stage(store, THE_BOARD, [(f"back{form}", back)], clock=CLOCK)
        assert again.counts == {"gi_plots": Counts(same=3)}
    moved = [(x, y + 0.0001) for x, y in CORNERS]
    changed = stage(store, THE_BOARD, [("地块.csv", sheet(plot("DK2", 图形=polygon(moved))))], clock=CLOCK)
    assert changed.counts == {"gi_plots": Counts(changed=1)}
    assert changed.changed("gi_plots")["column"].to_list() == ["geometry"]


def test_bad_outlines_and_seasons_are_named_cell_by_cell(store: Store) -> None:
    rows = [plot(season="2025-2027"), plot("DK2", 图形="圆形"), plot("DK3", 图形="")]
    staged = stage(store, THE_BOARD, [("地块.csv", sheet(*rows))], clock=CLOCK)
    assert staged.errors().select("row", "column", "rule").rows() == [
        (2, "season", "season"),
        (3, "geometry", "geometry"),
        (4, "geometry", "placed"),
    ]


def test_a_sample_speaks_of_a_plot_of_any_season(store: Store) -> None:
    one_plot = {"code": "DK1", "village": "示例村", "kind": "open", "point": "116.95,39.05"}
    sample = {"number": "CY1", "parameter": "示例", "taken_on": date(2025, 12, 1), "verdict": "passed", "plot": "DK1"}
    commit(store, SYSTEM, "一", [Change("gi_plots", {**one_plot, "season": "2025-2026"})])
    commit(store, SYSTEM, "样", [Change("gi_samples", sample)])
    commit(store, SYSTEM, "二", [Change("gi_plots", {**one_plot, "season": "2026-2027"})])
    commit(store, SYSTEM, "样", [Change("gi_samples", {**sample, "number": "CY2"})])
    assert read_rows(store, "gi_samples", where={"plot": "DK1"})["plot"].to_list() == ["DK1", "DK1"]


def test_names_of_referred_rows_are_masked_like_their_own(store: Store) -> None:
    named = {"code": "YB1", "name": "示例张某", "systems": "gi_product", "state": "authorised"}
    one_plot = {"code": "DK1", "season": "2026-2027", "village": "示例村", "kind": "open", "point": "116.95,39.05"}
    commit(store, SYSTEM, "录入", [Change("mark_users", named), Change("gi_plots", {**one_plot, "user": "YB1"})])
    rows = read_rows(store, "gi_plots")

    def user(sight: Sight) -> str:
        return readable(store, rows, PLOTS, "zh_CN", sight)["user"].item()

    assert user(EVERYTHING) == "示例张某"
    assert user(MASKED) == "示＊＊＊"
    assert user(replace(EVERYTHING, screen=True)) == "示＊＊＊"


@pytest.mark.parametrize("header", ["图形（西安80）", "图形(1954年北京坐标系)"])
def test_outlines_of_another_datum_are_refused_with_their_file(header: str, store: Store) -> None:
    files = [("旧.csv", sheet(plot(), 图形=header)), ("新.csv", sheet(plot("DK2")))]
    staged = stage(store, THE_BOARD, files, clock=CLOCK)
    assert [(refusal.file, "精确转换" in refusal.message.zh) for refusal in staged.refusals] == [("旧.csv", True)]
    assert staged.counts["gi_plots"].new == 1
