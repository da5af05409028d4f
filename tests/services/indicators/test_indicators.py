"""Every declared indicator is whole and measured exactly once."""

from datetime import date
from decimal import Decimal

import pytest

from data.ledgers import ledgers
from data.registry import entries
from data.store import Store, commit
from services.indicators import indicators, measures, value
from services.records.facts import StoreFacts
from tests.data.store.examples import OFFICER, case

MAY = (date(2023, 5, 1), date(2023, 5, 31))


def test_indicators_and_measures_are_one_to_one() -> None:
    assert indicators().keys() == measures().keys()


@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda indicator: indicator.code)
def test_an_indicator_has_texts_an_owner_and_a_ledger(indicator) -> None:
    for text in (indicator.label, indicator.definition, indicator.numerator, indicator.source):
        assert all(text.both())
    assert indicator.owner in {entry.code for entry in entries("offices")}
    assert indicator.ledger in ledgers()


def test_the_overview_shows_at_most_five() -> None:
    assert 0 < sum(indicator.overview for indicator in indicators().values()) <= 5


def test_no_rows_mean_not_reported_and_not_zero(store: Store) -> None:
    assert value(StoreFacts(store), "cases_opened", *MAY) is None


def test_values_by_hand(store: Store) -> None:
    rows = [
        case("1", decided_on=date(2023, 5, 31), fine=Decimal("1000.50"), confiscated=Decimal("0.50")),
        case("2", opened_on=date(2023, 4, 30), closed_on=date(2023, 5, 1)),
        case("3", opened_on=date(2023, 5, 31), transferred_on=date(2023, 6, 1), receiver="police"),
    ]
    commit(store, OFFICER, "录入", rows)
    facts = StoreFacts(store)
    found = {code: value(facts, code, *MAY) for code in ("cases_opened", "cases_closed", "cases_transferred")}
    assert found == {"cases_opened": 2, "cases_closed": 1, "cases_transferred": 0}
    assert value(facts, "fines_and_confiscation", *MAY) == Decimal("1001.00")
