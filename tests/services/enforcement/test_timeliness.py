"""Days were counted by hand on the calendar of 2026: Qingming holiday on 4 to 6 April."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from data.store import Store
from services.days.limits import limits
from services.enforcement import timeliness
from services.enforcement.timeliness import (
    FIELDS,
    REPORTS,
    by_office,
    cohort,
    completeness,
    judge,
    measured,
    overdue,
    punctuality,
    shares,
)
from tests.services.enforcement.conftest import Keep

START, END = date(2026, 1, 1), date(2026, 8, 31)


def states(store: Store, ledger: str, limit: str, on: date = END) -> dict[str, str]:
    judged = judge(cohort(store, ledger, START, on), limits()[limit], on)
    return dict(judged.select("number", "state").iter_rows())


def test_lead_to_opening_within_15_working_days(store: Store, keep: Keep):
    """From 16 March the 15th working day is 7 April: Monday the 6th is a holiday."""
    found = {"found_on": date(2026, 3, 16)}
    keep(
        "cases",
        {"number": "in", "opened_on": date(2026, 4, 7), **found},
        {"number": "late", "opened_on": date(2026, 4, 8), **found},
        {"number": "no lead", "opened_on": date(2026, 4, 8)},
    )
    assert states(store, "cases", "case_opening") == {"in": "in_time", "late": "late"}


def test_decision_within_90_days_more_when_extended_or_excluded(store: Store, keep: Keep):
    """90 days after 2 March is Sunday 31 May, which rolls to 1 June; 120 is 30 June."""
    keep(
        "cases",
        {"number": "in", "decided_on": date(2026, 6, 1)},
        {"number": "late", "decided_on": date(2026, 6, 2)},
        {"number": "extended", "decided_on": date(2026, 6, 30), "extended": True},
        {"number": "excluded", "decided_on": date(2026, 6, 10), "excluded_days": 10},
        {"number": "waiting"},
        {"number": "dropped", "closed_on": date(2026, 4, 1)},
        {"number": "new", "opened_on": date(2026, 8, 1)},
    )
    assert states(store, "cases", "case_decision") == {
        "in": "in_time", "late": "late", "extended": "in_time", "excluded": "in_time", "waiting": "late",
        "new": "running",
    }  # fmt: skip


def test_what_ends_in_an_unknown_year_is_running_and_in_time_before_it(store: Store, keep: Keep):
    """90 days after 15 October 2026 lie in 2027, whose holidays nobody knows yet."""
    opened = {"opened_on": date(2026, 10, 15)}
    keep("cases", {"number": "waiting", **opened}, {"number": "decided", "decided_on": date(2026, 12, 1), **opened})
    found = judge(cohort(store, "cases", START, date(2026, 12, 31)), limits()["case_decision"], date(2026, 12, 31))
    assert dict(found.select("number", "state").iter_rows()) == {"waiting": "running", "decided": "in_time"}
    assert found["due"].null_count() == 2
    late = judge(cohort(store, "cases", START, date(2027, 1, 20)), limits()["case_decision"], date(2027, 1, 20))
    assert dict(late.select("number", "state").iter_rows())["waiting"] == "unknown"


def test_only_penalties_are_published(store: Store, keep: Keep):
    """7 working days after 25 March are up on 3 April."""
    decided = {"decided_on": date(2026, 3, 25)}
    keep(
        "cases",
        {"number": "in", "outcomes": "warning;fine", "published_on": date(2026, 4, 3), **decided},
        {"number": "late", "outcomes": "confiscation", "published_on": date(2026, 4, 7), **decided},
        {"number": "no penalty", "outcomes": "no_penalty", **decided},
    )
    assert states(store, "cases", "publication") == {"in": "in_time", "late": "late"}


def test_complaints_are_accepted_and_mediated_by_the_rules_of_their_day(store: Store, keep: Keep):
    accepted = {"decision": "accepted"}
    keep(
        "complaints",
        {"number": "old", "received_on": date(2026, 4, 14), "decided_on": date(2026, 4, 16),
         "closed_on": date(2026, 6, 23), **accepted},
        {"number": "new", "received_on": date(2026, 4, 15), "decided_on": date(2026, 4, 16),
         "closed_on": date(2026, 6, 23), **accepted},
        {"number": "report", "kind": "report"},
    )  # fmt: skip
    assert states(store, "complaints", "complaint_acceptance") == {"old": "in_time", "new": "in_time"}
    assert states(store, "complaints", "complaint_mediation") == {"old": "in_time", "new": "late"}


def test_a_date_after_the_as_of_day_has_not_happened(store: Store, keep: Keep):
    keep("cases", {"number": "1", "decided_on": date(2026, 6, 20)})
    assert states(store, "cases", "case_decision", date(2026, 5, 1)) == {"1": "running"}
    assert states(store, "cases", "case_decision", date(2026, 6, 10)) == {"1": "late"}


def test_shares_by_office_leave_out_what_still_runs():
    judged = pl.DataFrame({"office": ["A", "A", "A", "B"], "state": ["in_time", "late", "running", "unknown"]})
    assert by_office(judged).rows() == [("A", 1, 2)]


def test_completeness_asks_a_dropped_case_for_less(store: Store, keep: Keep):
    """A decided case needs six fields, a dropped one three; open cases are not asked."""
    closed = {"closed_on": date(2026, 6, 1), "concluded_on": date(2026, 5, 1)}
    keep(
        "cases",
        {"number": "1", "outcomes": "fine", "reported_value": 5, "decided_on": date(2026, 5, 9), **closed},
        {"number": "2", "outcomes": "withdrawn", "office": "IP", **closed},
        {"number": "3"},
    )
    found = completeness(cohort(store, "cases", START, END))
    assert sorted(found.rows()) == [("IP", 2, 3), ("ZD", 4, 6)]


def test_reports_on_time(store: Store, keep: Keep):
    report = {"office": "ZD", "ledger": "cases", "content": "rows", "by": "system"}
    keep(
        "submissions",
        {"period": "2026-01", "at": datetime(2026, 2, 2, tzinfo=UTC), **report},
        {"period": "2026-02", "at": datetime(2026, 3, 28, tzinfo=UTC), **report},
    )
    found = {
        office: (on_time, owed) for office, on_time, owed in punctuality(store, START, date(2026, 3, 31)).iter_rows()
    }
    on_time, owed = found["ZD"]
    assert on_time == 1
    assert owed == 3  # cases of two months; inspections of February, in which the first unit handed anything in
    for day, owed in ((10, 2), (11, 3)):  # February's inspections are due on the 10th, and that day is not over
        by_unit = punctuality(store, START, date(2026, 3, day))
        assert by_unit.filter(pl.col("office") == "ZD").rows() == [("ZD", 1, owed)]


def test_shares_hold_every_limit_fields_and_reports(store: Store, keep: Keep):
    keep("cases", {"number": "1", "decided_on": date(2026, 6, 1)}, {"number": "2", "sector": "cement"})
    found = shares(store, START, END)
    assert list(found) == [*measured(), FIELDS, REPORTS]
    assert found["case_decision"].rows() == [("ZD", 1, 2)]
    assert shares(store, START, END, ("cement",))["case_decision"].rows() == [("ZD", 0, 1)]


def test_overdue_cases_oldest_first(store: Store, keep: Keep):
    keep(
        "cases",
        {"number": "second"},
        {"number": "first", "opened_on": date(2025, 3, 3)},
        {"number": "in time", "opened_on": date(2026, 8, 1)},
        {"number": "decided", "decided_on": date(2026, 8, 30)},
        {"number": "closed", "closed_on": date(2026, 8, 30)},
    )
    found = overdue(store, END)
    assert found["number"].to_list() == ["first", "second"]
    assert found.row(1)[-2:] == (date(2026, 6, 1), 91)


def test_overdue_is_asked_for_the_as_of_day_and_filtered_before_it_is_cut(store: Store, keep: Keep):
    """Thirty old food cases are overdue; of the two seed cases one was decided only after the day."""
    old = [{"number": f"食品{n}", "opened_on": date(2025, 3, 3)} for n in range(30)]
    seeds = {"sector": "seeds", "opened_on": date(2026, 3, 2)}
    keep("cases", *old, {"number": "种子一", **seeds}, {"number": "种子二", "decided_on": date(2026, 9, 1), **seeds})
    keep("cases", {"number": "所", "office": "IP", **seeds}, {"number": "迟结", "closed_on": date(2026, 9, 1), **seeds})
    assert overdue(store, END, limit=5)["number"].to_list() == [f"食品{n}" for n in range(5)]
    wanted = (("sector", ("seeds",)), ("office", ("ZD",)))
    assert overdue(store, END, wanted, limit=5)["number"].to_list() == ["种子一", "种子二", "迟结"]
    assert overdue(store, date(2026, 9, 1), wanted)["number"].to_list() == ["种子一"]


def test_overdue_reads_on_until_enough_are_late(store: Store, keep: Keep, monkeypatch: pytest.MonkeyPatch):
    """The oldest have a limit that has not passed, because days were excluded: they take no one's place."""
    monkeypatch.setattr(timeliness, "MOST_ROWS", 3)
    waits = [{"number": f"等{n}", "opened_on": date(2025, 3, 3), "excluded_days": 1500} for n in range(7)]
    keep("cases", *waits, {"number": "逾期"})
    assert overdue(store, END, limit=2)["number"].to_list() == ["逾期"]


def test_an_office_is_judged_by_its_own_newest_rows(store: Store, keep: Keep, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(timeliness, "MOST_ROWS", 2)
    keep("cases", {"number": "所", "office": "IP", "decided_on": date(2026, 6, 1)})
    keep("cases", *({"number": f"支{n}", "opened_on": date(2026, 4, 1)} for n in range(3)))
    assert shares(store, START, END, offices=("IP",))["case_decision"].rows() == [("IP", 1, 1)]


def test_every_measured_limit_names_columns_of_its_ledger(store: Store):
    for limit in measured().values():
        assert cohort(store, limit.ledger, START, END).height == 0
