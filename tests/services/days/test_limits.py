"""Expected days were counted by hand on the calendars the State Council published."""

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from services.days.limits import NoLimit, due, limits, natural_days
from tests.refusing import refuses


def test_the_day_of_the_event_does_not_count():
    assert due(limits()["case_opening"], date(2025, 5, 30)) == date(2025, 6, 23)


def test_a_limit_ending_on_a_day_off_rolls():
    """90 days after 2023-07-05 is 2023-10-03, in the National Day holiday; work began again on the 7th, a Saturday."""
    decision = limits()["case_decision"]
    assert due(decision, date(2023, 7, 5)) == date(2023, 10, 7)


def test_extension_and_excluded_days_move_the_end():
    decision = limits()["case_decision"]
    assert due(decision, date(2023, 3, 1)) == date(2023, 5, 30)
    assert due(decision, date(2023, 3, 1), extended=True) == date(2023, 6, 29)
    assert due(decision, date(2023, 3, 1), excluded=10) == date(2023, 6, 9)


def test_the_version_of_a_limit_follows_its_date():
    mediation = limits()["complaint_mediation"]
    assert due(mediation, date(2026, 4, 16), of=date(2026, 4, 14)) == date(2026, 6, 23)
    assert due(mediation, date(2026, 4, 16), of=date(2026, 4, 15)) == date(2026, 6, 15)


def test_a_day_of_the_month():
    upload = limits()["patent_upload"]
    assert due(upload, date(2023, 6, 5)) == date(2023, 6, 5)
    assert due(upload, date(2023, 6, 6)) == date(2023, 7, 5)
    assert due(upload, date(2023, 7, 31)) == date(2023, 8, 7)  # the 5th was a Saturday


def test_only_limits_in_natural_days_have_them():
    known = limits()
    assert natural_days(known["case_decision"], date(2026, 1, 1)) == 90
    assert natural_days(known["publication"], date(2026, 1, 1)) == 0
    assert natural_days(known["complaint_mediation"], date(2026, 4, 15)) == 60
    assert natural_days(known["patent_adjudication"], date(2026, 1, 1)) == 0


def test_what_is_not_verified_is_not_judged():
    unverified = structs.replace(limits()["publication"], terms=())
    with pytest.raises(NoLimit):
        due(unverified, date(2023, 6, 5))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[publication]\nterms = [{ value = 7, unit = "weeks" }]', r"terms\[0\]\.unit: has to be one of "),
        ('[publication]\nterms = [{ value = 29, unit = "day_of_month" }]', r"\.value: 29 is no day of every month"),
        ('[publication]\nterms = [{ value = 9, unit = "years", extension = 2 }]', r"\.value: is too long: 10 at most"),
        ('[publication]\nledger = "casess"', r"\[publication\] ledger: no ledger casess; known: .*cases"),
        ('[publication]\nstarts = "decided"', r"\[publication\] starts: cases has no column decided; known: "),
        ('[publication]\nends = "number"', r"\[publication\] ends: number is of kind identifier, which does not fit"),
        ('[publication]\nextended = "fine"', r"\[publication\] extended: fine is of kind money"),
        ('[publication]\nexcluded = "extended"', r"\[publication\] excluded: extended is of kind yes_no"),
        ('[publication]\nonly = { outcomes = ["fines"] }', r"only\.outcomes: outcomes has no code fines; known: "),
        ('[publication]\nonly = { outcome = "fine" }', r"only\.outcome: cases has no column outcome"),
        ('[publication]\ndue = "decided_on"', r"\[publication\]: ledger, ends and starts \(or due\) are given"),
        ('[publication]\nends = ""', r"\[publication\]: ledger, ends and starts \(or due\) are given together"),
        ('[publication]\nterms = [{ value = 24, unit = "hours" }]', r"starts: decided_on is of kind date"),
    ],
)  # fmt: skip
def test_a_faulty_limit_names_its_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, fault: str):
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "time-limits.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    assert limits()["publication"].terms[-1].value == 7, "what is shipped goes on"
    assert refuses(fault)


def test_every_limit_has_its_source_and_a_grade():
    for limit in limits().values():
        assert all(limit.source.both()), limit.code
        assert limit.grade in ("S", "A", "B", "C", "-"), limit.code
