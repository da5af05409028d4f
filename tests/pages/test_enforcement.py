"""The enforcement page over a few cases of the test's own."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.store import SYSTEM, Change, commit, open_store

CASE = {
    "party": "示例商行", "act": "trademark_sale", "law": "trademark", "right": "trademark", "sector": "food",
    "township": "120111101", "office": "ZD", "channel": "market", "source": "inspection",
}  # fmt: skip
CASES = (
    {"number": "甲1", "title": "已决定的案件", "opened_on": date(2026, 3, 2), "decided_on": date(2026, 5, 1),
     "closed_on": date(2026, 5, 8), "outcomes": "fine", "fine": Decimal(30000)},
    {"number": "甲2", "title": "未决定的案件", "opened_on": date(2026, 3, 9), "sector": "cement"},
    {"number": "甲3", "title": "移送的线索", "opened_on": date(2026, 4, 9), "sector": "seeds", "right": "plant_variety",
     "act": "seed_label", "receiver": "agriculture", "transferred_on": date(2026, 4, 20)},
)  # fmt: skip
PARTS = ("development", "structure", "chain", "timeliness", "cases")

Open = Callable[..., AppTest]


@pytest.fixture
def open_page(open_board: Open) -> Open:
    """Opens the enforcement page with the address's parameters given by keyword, in English."""

    def open_page(**address: str) -> AppTest:
        return open_board(lang="en", as_of="2026-06-30", **address).switch_page("enforcement.py").run()

    return open_page


@pytest.fixture
def kept(database: str, own_board: Any) -> None:
    """The cases above, in the board's store."""
    opened = open_store(database, own_board)
    commit(opened, SYSTEM, "test", [Change("cases", {**CASE, **case}) for case in CASES])
    opened.close()


def texts(tested: AppTest) -> str:
    """Everything the page says in words and tables."""
    said = [
        part.value for part in (*tested.markdown, *tested.caption, *tested.info, *tested.subheader, *tested.warning)
    ]
    return "\n".join([*said, *(frame.value.to_string() for frame in (*tested.dataframe, *tested.table))])


def numbers(tested: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in tested.metric}


def test_a_long_table_of_cases_is_asked_for_by_the_page(database: str, own_board: Any, open_page: Open) -> None:
    """The page stands in the address, as on the ledgers page: a link or a reload shows the same rows."""
    opened = open_store(database, own_board)
    numbered = [f"示例立〔2026〕{n:03d}号" for n in range(1, 121)]
    commit(opened, SYSTEM, "test", [Change("cases", {**CASES[0], **CASE, "number": number}) for number in numbered])
    opened.close()
    tested = open_page(**{"part": "cases", "case-page": "2"})
    [asked] = [field for field in tested.number_input if "3" in field.label]
    assert (asked.value, asked.min, asked.max) == (2, 1, 3)
    # Newest first, and of one day the last that came: the second fifty of 120 are 70 to 21.
    assert numbered[69] in texts(tested)
    assert numbered[70] not in texts(tested)
    asked.set_value(3).run()
    assert tested.query_params["case-page"] == "3"


def test_without_cases_the_page_says_what_to_do(open_page: Open):
    tested = open_page()
    assert not tested.exception
    assert "Hand in the case ledger" in texts(tested)
    assert len(tested.metric) == 0


@pytest.mark.usefixtures("kept")
def test_the_tiles_count_the_cases(open_page: Open):
    tested = open_page()
    assert not tested.exception
    assert numbers(tested) == {
        "Opened": "3", "Closed": "1", "Transferred": "1", "Reported amount": "¥0", "Fines and confiscation": "¥30,000",
    }  # fmt: skip
    assert len(tested.get("vega_lite_chart")) == 3


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("view", ["", "seeds"])
def test_every_part_stands_in_every_view(open_page: Open, part: str, view: str):
    tested = open_page(part=part, view=view)
    assert not tested.exception
    assert numbers(tested)["Opened"] == ("1" if view else "3")


@pytest.mark.usefixtures("kept")
def test_filters_by_right_count_exact_days(open_board: Open, open_page: Open):
    """They counted whole months: on the day before the second case was opened both were in."""
    assert numbers(open_page(rights="trademark"))["Opened"] == "2"
    cut = open_board(lang="en", as_of="2026-03-08", rights="trademark").switch_page("enforcement.py").run()
    assert numbers(cut)["Opened"] == "1"
    assert "Counted: 1 Jan – 8 Mar 2026" in texts(cut)


@pytest.mark.usefixtures("kept")
def test_why_nothing_is_compared_is_said(open_page: Open):
    """A span longer than a year held the same days as that of last year; nobody has handed in these cases."""
    assert "Not compared: the period is longer than a year." in texts(open_page(**{"from": "2024-01-01"}))
    tested = open_page()
    assert "not all of 1 Jan – 30 Jun 2026 is handed in by 执法支队" in texts(tested)
    assert {metric.delta for metric in tested.metric} == {""}


@pytest.mark.usefixtures("kept")
def test_a_period_of_which_nobody_handed_in_anything_has_no_zeros(open_page: Open):
    """The cases are of March to May, and no unit has handed in June: it showed sectors and amounts of 0, and said that
    nothing was transferred."""
    june = {"from": "2026-06-01"}
    assert set(numbers(open_page(**june)).values()) == {"—"}
    told = texts(open_page(part="structure", **june))
    assert "Nothing was transferred" not in told
    assert "¥0" not in told
    assert len(open_page(**june).get("vega_lite_chart")) == 2


@pytest.mark.usefixtures("kept")
def test_no_office_is_judged_by_its_amounts(open_page: Open):
    """They are kept for the bureau and its sectors (行政处罚法 第七十四条)."""
    tested = open_page(offices="ZD", part="structure")
    assert numbers(tested)["Fines and confiscation"] == "—"
    assert "30,000" not in texts(tested)
    assert "not shown for single offices" in texts(tested)


@pytest.mark.usefixtures("kept")
def test_an_unknown_code_is_named(open_page: Open):
    assert "nonsense" in texts(open_page(acts="nonsense"))


@pytest.mark.usefixtures("kept")
def test_an_undecided_case_is_neither_shown_nor_found_by_its_title(open_page: Open):
    shown = texts(open_page(part="cases"))
    assert "已决定的案件" in shown
    assert "未决定的案件" not in shown
    assert "甲2" in shown
    found = texts(open_page(part="cases", text="未决定"))
    assert "甲2" not in found


@pytest.mark.usefixtures("kept")
def test_a_case_tells_its_story(open_page: Open):
    told = texts(open_page(case="甲1"))
    assert "已决定的案件" in told
    assert "**1 May 2026** · Decided · after 60 days" in told
    assert "There is no case" in texts(open_page(case="乙9"))


@pytest.mark.usefixtures("kept")
def test_a_story_tells_the_law_of_the_day_and_reminds_of_the_police(open_page: Open, database: str, own_board: Any):
    """30,000 yuan of gains from selling counterfeits are enough since 26 April 2025, 80,000 as reported are not."""
    case = {**CASE, "title": "示例案", "opened_on": date(2026, 3, 2)}
    reached = {**case, "number": "丙1", "illegal_gains": Decimal(30000), "illegal_turnover": Decimal(49999)}
    reported = {**case, "number": "丙2", "reported_value": Decimal(80000)}
    opened = open_store(database, own_board)
    commit(opened, SYSTEM, "test", [Change("cases", reached), Change("cases", reported)])
    opened.close()
    told = texts(open_page(case="丙1")).replace("\\", "")
    assert "Legal basis on 2 Mar 2026: **Trademark Law, article 57 (penalty: article 60)**" in told
    assert "Reached: Illegal gains ¥30,000.00. Consider handing the case to the police." in told
    assert "A reminder, no finding." in told
    told = texts(open_page(case="丙2"))
    assert "A reminder, no finding." in told
    assert "Reached" not in told
    told = texts(open_page(case="甲3"))
    assert "Legal basis" not in told
    assert "no finding" not in told


@pytest.mark.usefixtures("kept")
def test_amounts_across_the_new_way_of_counting_gains_say_so(open_page: Open):
    """令118 holds from 20 March 2026."""
    note = "Illegal gains are counted on a new basis from 2026-03-20"
    assert note in texts(open_page(part="structure"))
    assert note not in texts(open_page(part="structure", **{"from": "2026-03-20"}))


@pytest.mark.usefixtures("kept")
def test_acts_without_a_case_are_left_out_of_the_bars(open_page: Open):
    drawn = json.dumps([chart.proto.spec for chart in open_page(part="structure").get("vega_lite_chart")])
    assert "Selling goods that infringe a trademark" in drawn
    assert "Posing as a registered trademark" not in drawn


@pytest.mark.usefixtures("kept")
def test_an_undecided_case_hides_its_title_in_its_story(open_page: Open):
    told = texts(open_page(case="甲2"))
    assert "甲2 · Not public" in told
    assert "未决定的案件" not in told


@pytest.mark.usefixtures("kept")
def test_what_is_overdue_is_listed(open_page: Open):
    """90 days after 9 March is Sunday 7 June, which rolls to the 8th: 22 days before the as-of day."""
    tested = open_page(part="timeliness")
    overdue = tested.dataframe[1].value
    assert overdue.iloc[0]["Filing number"] == "甲2"
    assert overdue.iloc[0]["Days overdue"] == 22


@pytest.mark.usefixtures("kept")
def test_a_column_that_cannot_follow_the_sectors_filter_says_so(open_page: Open):
    plain, chosen = (open_page(part="timeliness", **asked).dataframe[0].value for asked in ({}, {"sectors": "food"}))
    assert "Reports on time" in plain.columns
    assert "Reports on time, all sectors" in chosen.columns
    assert "Reports on time" not in chosen.columns
