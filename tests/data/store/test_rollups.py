"""Rollups: equal to a full recount after any history of commits, and to a count by hand."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledgers import ledger, ledgers
from data.store import Change, Store, commit, open_store, read_rollup, read_rows, rebuild
from data.store.migrate import migrate
from data.store.rows import last_commit
from tests.data.store.examples import OFFICER, case, market

ROLLUPS = [rollup.name for ledger in ledgers().values() for rollup in ledger.rollups]
DAYS = st.integers(0, 800).map(lambda days: date(2022, 1, 1) + timedelta(days))
CASES = st.fixed_dictionaries(
    {
        "sector": st.sampled_from(["food", "drugs", "seeds", "cement", "public_health", "other"]),
        "right": st.sampled_from(["trademark", "gi", "none"]),
        "market": st.sampled_from(["SC001", "SC002", None]),
        "opened_on": DAYS,
        "closed_on": st.none() | DAYS,
        "decided_on": st.none() | DAYS,
        "transferred_on": st.none() | DAYS,
        "excluded_days": st.none() | st.integers(0, 60),
        "fine": st.none() | st.integers(0, 10_000_000).map(lambda fen: Decimal(fen) / 100),
    }
)


def test_counts_and_sums_by_hand(store: Store) -> None:
    decided = date(2023, 6, 30)
    rows = [
        case("1", fine=Decimal("100.10"), decided_on=decided, closed_on=decided, excluded_days=2),
        case("2", fine=Decimal("0.05"), decided_on=decided),
        case("3", sector="drugs"),
    ]
    commit(store, OFFICER, "录入", rows)
    food = read_rollup(store, "case_days").filter(sector="food")
    assert food.filter(event="decided").select("period", "office", "n", "fine").rows() == [
        (decided, "ZD", 2, Decimal("100.15"))
    ]
    assert food.filter(event="opened")["n"].to_list() == [2]
    assert read_rollup(store, "case_months").filter(event="opened")["period"].unique().to_list() == [date(2023, 5, 1)]
    # 29 May to 30 June are 32 days, 30 of them when two are excluded.
    assert read_rollup(store, "case_spans").filter(event="closed").select("days", "n").rows() == [(30, 1)]


@settings(max_examples=12)
@given(batches=st.lists(st.lists(CASES, min_size=1, max_size=8), min_size=1, max_size=4), data=st.data())
def test_kept_rollups_equal_a_recount(
    batches: list[list[dict]], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = open_store(folder=tmp_path_factory.mktemp("rollups"))
    migrate(store)
    commit(store, OFFICER, "市场", [market("SC001"), market("SC002")])
    for number, batch in enumerate(batches):
        rows = [case(f"{number}-{place}", **values) for place, values in enumerate(batch)]
        changed = [
            Change("cases", {} if withdraw else values, id=id, withdraw="作废" if withdraw else None)
            for id in data.draw(
                st.lists(st.sampled_from(_ids(store)), unique=True, max_size=4) if _ids(store) else st.just([])
            )
            for withdraw, values in [(data.draw(st.booleans()), data.draw(CASES))]
        ]
        commit(store, OFFICER, "批", [*rows, *changed])
    kept = {name: _sorted(read_rollup(store, name)) for name in ROLLUPS}
    then = {name: _sorted(read_rollup(store, name, known_at=last_commit(store))) for name in ROLLUPS}
    rebuild(store)
    for name in ROLLUPS:
        recounted = _sorted(read_rollup(store, name))
        assert kept[name].equals(recounted), name
        assert then[name].equals(recounted), name
    rows = read_rows(store, "cases")
    days = read_rollup(store, "case_days")
    assert days.filter(event="opened")["n"].sum() == rows.height
    decided = rows.filter(pl.col("decided_on").is_not_null())["fine"].sum()
    assert days.filter(event="decided")["fine"].sum() == decided
    store.close()


@pytest.mark.both_databases
def test_days_are_counted_from_the_first_day_of_a_period(store: Store) -> None:
    days = {"2023-05": date(2023, 6, 5), "2024-02": date(2024, 2, 1), "2023-12": None}
    uploads = [{"period": period, "office": "ZD", "uploaded_on": day} for period, day in days.items()]
    commit(store, OFFICER, "录入", [Change("patent_uploads", upload) for upload in uploads])
    kept = _sorted(read_rollup(store, "patent_uploads_days"))
    assert kept.select("period", "days").rows() == [(date(2023, 6, 5), 35), (date(2024, 2, 1), 0)]
    rebuild(store)
    assert _sorted(read_rollup(store, "patent_uploads_days")).equals(kept)


def _ids(store: Store) -> list[int]:
    return read_rows(store, "cases", columns=["id"])["id"].to_list()


def _sorted(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sort(pl.all())


def test_a_rollup_names_only_columns_of_its_ledger() -> None:
    for name in ledgers():
        for rollup in ledger(name).rollups:
            assert not {"district", "event", "period", "days", "n"} & set(rollup.by), "a rollup's own columns"
            for event in rollup.events:
                for column in (*rollup.by, event.date, *event.sums, *filter(None, (event.since, event.without))):
                    assert ledger(name).column(column), (name, rollup.name, column)


def test_folder_of_a_store_is_made(tmp_path: Path) -> None:
    store = open_store(folder=tmp_path / "new" / "folder")
    migrate(store)
    assert (tmp_path / "new" / "folder" / "board.db").is_file()
    store.close()
