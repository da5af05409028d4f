"""The demonstration: reproducible, coherent, and nowhere attached to a real name."""

import csv
import hashlib
import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
import pytest

import data.geo
from data.demo import FOLDER
from data.demo.build import demonstration, write
from data.demo.days import FIRST, LAST
from data.demo.names import CHARACTERS, WEIGHTS
from data.demo.proofs import papers
from data.ledgers import ledger
from data.ledgers.columns import Kind
from data.registry import entries
from services.indication.boundary.read import read_boundary
from services.indication.boundary.signature import TABLE

pytestmark = pytest.mark.slow

Rows = dict[str, list[dict[str, Any]]]
CODED = (Kind.CHOICE, Kind.CHOICES)


@pytest.fixture(scope="module")
def rows() -> Rows:
    return demonstration()


def frame_of(rows: Rows, name: str) -> pl.DataFrame:
    """The rows of a ledger in frame form."""
    declared = ledger(name)
    values = [[row.get(column) for column in declared.schema] for row in rows[name]]
    return pl.DataFrame(values, schema=declared.schema, orient="row", strict=False)


def cells_of(path: Path) -> dict[str, list[tuple[str | None, ...]]]:
    """Every cell of a workbook as text, by sheet."""
    book = fastexcel.read_excel(path)
    sheets = {name: book.load_sheet(name, header_row=None, dtypes="string").to_polars() for name in book.sheet_names}
    return {name: sheet.rows() for name, sheet in sheets.items()}


def test_the_committed_workbooks_are_what_the_script_makes(tmp_path: Path) -> None:
    written = [path for path in write(tmp_path) if path.suffix == ".xlsx"]
    assert {path.name for path in written} == {path.name for path in FOLDER.glob("*.xlsx")}
    for path in written:
        assert cells_of(path) == cells_of(FOLDER / path.name), path.name


def test_the_committed_boundaries_are_what_the_script_draws(tmp_path: Path) -> None:
    """GDAL may write the same outline in other bytes one day; it must be the same outline."""
    written = {path.name for path in write(tmp_path)}
    committed = {path.name for path in FOLDER.glob("demo-boundary-*")}
    assert committed == {name for name in written if not name.endswith(".xlsx")}
    for name in committed:
        drawn, kept = (read_boundary(name, (folder / name).read_bytes()) for folder in (tmp_path, FOLDER))
        assert drawn.features == kept.features, name
        assert "虚构" in str(kept.features[0].attributes) or kept.form == TABLE


def test_the_workbooks_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.xlsx")) < 1_500_000


@pytest.mark.parametrize("name", list(demonstration()))
def test_rows_keep_the_ledgers_rules(rows: Rows, name: str) -> None:
    declared, frame = ledger(name), frame_of(rows, name)
    assert {
        rule.name: frame.filter(rule.broken()).height for rule in declared.rules if frame.filter(rule.broken()).height
    } == {}
    assert all(frame[column.name].null_count() == 0 for column in declared.columns if column.required)
    assert not frame.select(column.name for column in declared.keys).is_duplicated().any()
    for column in declared.columns:
        if column.kind is Kind.DATE and not column.future:
            assert frame[column.name].drop_nulls().is_between(FIRST, LAST).all(), column.name


def test_references_name_rows_that_are_there(rows: Rows) -> None:
    keys = {name: {row.get("number") or row.get("code") for row in rows[name]} for name in rows}
    keys["offices"] |= {entry.code for entry in entries("offices")}
    for name in rows:
        for column in ledger(name).references:
            held = {row[column.name] for row in rows[name] if row.get(column.name)}
            assert held <= keys[column.refers_to], f"{name}.{column.name}"


@pytest.mark.parametrize(
    ("name", "dated", "least", "most"),
    [
        ("cases", "opened_on", 40, 120),
        ("complaints", "received_on", 300, 800),
        ("inspections", "inspected_on", 300, 600),
    ],
)
def test_a_year_holds_what_is_usual(rows: Rows, name: str, dated: str, least: int, most: int) -> None:
    years = Counter(row[dated].year for row in rows[name])
    assert set(years) == {2023, 2024, 2025, 2026}
    assert all(least <= count <= most for count in years.values()), years


def test_food_leads_and_seeds_go_to_the_agriculture_authority(rows: Rows) -> None:
    sectors = Counter(row["sector"] for row in rows["cases"])
    assert sectors.most_common(1)[0][0] == "food"
    assert set(sectors) == {entry.code for entry in entries("sectors")}
    varieties = [row for row in rows["cases"] if row["right"] == "plant_variety"]
    assert len(varieties) >= 4
    assert {row["receiver"] for row in varieties} == {"agriculture"}


def test_a_complaint_leads_to_an_inspection_and_a_case(rows: Rows) -> None:
    cases = {row["number"]: row for row in rows["cases"]}
    complaints = {row["number"]: row for row in rows["complaints"]}
    chains = [row for row in rows["inspections"] if row.get("complaint") and row.get("case")]
    assert len(chains) >= 50
    for row in chains:
        case, complaint = cases[row["case"]], complaints[row["complaint"]]
        assert complaint["case"] == row["case"]
        assert complaint["received_on"] <= row["inspected_on"] <= case["opened_on"]


def test_a_few_cases_took_too_long_and_some_are_long_open(rows: Rows) -> None:
    limit = timedelta(90)
    decided = [row for row in rows["cases"] if row["decided_on"] and not row.get("extended")]
    over = [row for row in decided if row["decided_on"] - row["opened_on"] - _excluded(row) > limit]
    undecided = [row for row in rows["cases"] if not row["decided_on"] and LAST - row["opened_on"] > timedelta(180)]
    assert 2 <= len(over) <= 5
    assert 4 <= len(undecided) <= 12


def _excluded(row: dict[str, Any]) -> timedelta:
    return timedelta(row.get("excluded_days") or 0)


def test_one_market_draws_a_surge_of_complaints(rows: Rows) -> None:
    months = Counter(
        (row["market"], row["received_on"].strftime("%Y-%m")) for row in rows["complaints"] if row.get("market")
    )
    (_, first), (_, second) = months.most_common(2)
    assert first >= 40
    assert second < first / 3


def test_units_hand_in_every_month_but_the_lagging_ones(rows: Rows) -> None:
    last = Counter((row["ledger"]) for row in rows["submissions"] if row["period"] == "2026-10")
    before = Counter((row["ledger"]) for row in rows["submissions"] if row["period"] == "2026-09")
    assert before == {"cases": 13, "complaints": 13, "inspections": 13}
    assert last == {"cases": 12, "complaints": 13, "inspections": 11}
    assert {row["content"] for row in rows["submissions"]} == {"rows", "nothing"}


def test_no_amount_is_twenty_times_the_usual(rows: Rows) -> None:
    for name in ("cases", "complaints", "markets", "gi_years"):
        frame = frame_of(rows, name)
        for column in ledger(name).columns:
            if column.kind is Kind.MONEY:
                most = frame.select(pl.col(column.name).max() / pl.col(column.name).median()).item()
                assert most is None or most < 20, column.name


def test_every_name_is_invented_and_says_so(rows: Rows) -> None:
    named = (
        "name",
        "short_name",
        "operator",
        "address",
        "title",
        "party",
        "respondent",
        "object_name",
        "decision_number",
        "merchant",
        "company",
        "parties",
        "person",
        "place",
        "court",
        "assessor",
        "responsible",
        "document_number",
        "document_body",
        "level_document",
        "partners",
        "requester",
        "organiser",
        "venue",
        "right_number",
        "item",
    )
    for name in rows:
        words = [key for key in named if key in ledger(name).schema and ledger(name).column(key).kind not in CODED]
        for row in rows[name]:
            assert all(str(row[key]).startswith("示例") for key in words if row.get(key)), row


def test_of_the_real_product_nothing_is_said_but_its_systems(rows: Rows) -> None:
    """What domain.md lists as not verified stays empty."""
    for row in rows["gi_rights"]:
        assert set(row) == {"code", "product", "system", "note"}
    assert len({row["system"] for row in rows["gi_rights"]}) == len(rows["gi_rights"]) == 3


def test_plots_stand_on_the_grid_of_the_village_sketch_but_for_the_surveyed_ones(rows: Rows) -> None:
    outlines = {
        row["code"]: json.loads(row["geometry"])["coordinates"][0] for row in rows["gi_plots"] if "geometry" in row
    }
    fine = {code for code, ring in outlines.items() if any(round(value, 4) != value for spot in ring for value in spot)}
    assert fine == {f"SLDK{number:03}" for number in range(200, 206)}
    assert 290 <= len({row["code"] for row in rows["gi_plots"]}) <= 310
    assert {row["season"] for row in rows["gi_plots"]} == {"2024-2025", "2025-2026"}
    assert len(rows["mark_users"]) == 20


def test_no_real_market_or_village_is_named(rows: Rows) -> None:
    folder = Path(data.geo.__file__).parent
    real = set()
    for file, column in (("markets.csv", "name"), ("villages.csv", "village"), ("villages.csv", "matched_name")):
        with (folder / file).open(encoding="utf-8-sig", newline="") as lines:
            real |= {line[column] for line in csv.DictReader(lines)}
    text = json.dumps(rows, default=str, ensure_ascii=False)
    # The offices bear their township's name, which some villages share.
    townships = {alias for entry in entries("townships") for alias in entry.aliases}
    assert [name for name in real - townships if name and name in text] == []


def test_credit_codes_are_valid_but_of_no_place(rows: Rows) -> None:
    named = ("markets", "cases", "mark_users")
    codes = [row["credit_code"] for name in named for row in rows[name] if row.get("credit_code")]
    assert codes
    for code in codes:
        assert code[2:8] == "999999"
        total = sum(CHARACTERS.index(sign) * weight for sign, weight in zip(code, WEIGHTS, strict=False))
        assert (total + CHARACTERS.index(code[17])) % 31 == 0


def test_the_markets_on_the_ladders_have_been_at_every_stage_of_both(rows: Rows) -> None:
    known = {entry.code for entry in entries("stages")}
    for ladder in ("city", "national"):
        assert {row["stage"] for row in rows["stage_entries"] if row["ladder"] == ladder} == known
    assert {row["stage"] for row in rows["cultivation"]} == known
    assert len({row["market"] for row in rows["cultivation"]}) == 12


def test_markets_go_up_their_ladder_in_order_and_stand_at_the_last_stage_entered(rows: Rows) -> None:
    order = [entry.code for entry in entries("stages")]
    for row in rows["cultivation"]:
        own = [one for one in rows["stage_entries"] if (one["market"], one["ladder"]) == (row["market"], row["ladder"])]
        steps = [order.index(one["stage"]) for one in sorted(own, key=lambda one: one["entered"])]
        assert steps == sorted(set(steps)), row["market"]
        assert (order[steps[-1]], max(one["entered"] for one in own)) == (row["stage"], row["entered"])


def test_the_register_has_the_level_and_the_title_that_the_ladders_gave(rows: Rows) -> None:
    held = {row["code"]: (row["level"], row["level_valid_to"]) for row in rows["markets"] if row["level"] != "none"}
    assert held["SLSC04"] == ("city", date(2026, 12, 17))
    assert held["SLSC37"] == ("national", date(2029, 10, 17))
    assert held["SLSC18"] == ("national_cultivation", None)
    assert held["SLSC30"] == ("city_cultivation", None)
    assert len(held) == 10


def test_two_years_of_work_are_on_record(rows: Rows) -> None:
    days = [row["checked_on"] for row in rows["self_inspections"]]
    assert (max(days) - min(days)).days > 2 * 365
    assert {row["kind"] for row in rows["assessments"]} == {"self", "official"}


def test_every_file_a_row_names_is_kept_with_the_demonstration(rows: Rows) -> None:
    kept = {hashlib.sha256(content).hexdigest() for content in papers().values()}
    named = {
        row[column.name]
        for name in rows
        for column in ledger(name).columns
        if column.kind is Kind.ATTACHMENT
        for row in rows[name]
        if row.get(column.name)
    }
    assert named <= kept
    assert len(named) > 10
    assert all(name.startswith("演示-") for name in papers())


def test_patent_disputes_begin_from_none_and_raise_no_doubt(rows: Rows) -> None:
    disputes, frame = rows["patent_disputes"], frame_of(rows, "patent_disputes")
    assert min(row["requested_on"] for row in disputes) == date(2024, 3, 12)
    assert {row["patent_kind"] for row in disputes} == {"invention", "utility_model", "design"}
    assert {row["handled"] for row in disputes} == {"local", "passed_up"}
    assert 2 <= sum(row["closed_on"] is None for row in disputes) <= 4
    for rule in ledger("patent_disputes").rules:
        assert not frame.select(rule.broken().fill_null(True).any()).item() or not rule.doubt, rule.name


def test_every_show_that_is_over_has_its_three_phases(rows: Rows) -> None:
    over = {row["code"] for row in rows["exhibitions"] if row["ends_on"] < LAST - timedelta(30)}
    held = {code: {row["phase"] for row in rows["exhibition_records"] if row["exhibition"] == code} for code in over}
    assert len(over) >= 12
    assert set(map(frozenset, held.values())) == {frozenset({"before", "during", "after"})}
    late = [row for row in rows["exhibition_complaints"] if row["answered_at"] - row["handed_over_at"] > timedelta(1)]
    assert len(late) == 1


def test_campaigns_reach_every_group_every_year_and_some_are_to_come(rows: Rows) -> None:
    done = {(row["planned_on"].year, row["product_group"]) for row in rows["campaigns"] if row["done_on"]}
    groups = {entry.code for entry in entries("product-groups")}
    assert {(year, group) for year in (2023, 2024, 2025) for group in groups} <= done
    assert any(row["planned_on"] > LAST for row in rows["campaigns"])
    assert any(row["done_on"] is None for row in rows["pilot_works"])


def test_inspections_name_every_key_object_on_site_and_online(rows: Rows) -> None:
    named = {code for row in rows["inspections"] for code in (row.get("objects") or "").split(";") if code}
    assert named == {choice.code for choice in ledger("inspections").column("objects").options()}
    assert {row["channel"] for row in rows["inspections"] if row.get("objects")} == {"offline", "online"}
