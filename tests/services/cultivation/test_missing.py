"""What a market lacks, and that what earlier stages asked for still counts."""

from datetime import date

from services.cultivation.missing import board, gaps
from tests.services.cultivation.conftest import assessed

BASE: dict[str, float] = dict.fromkeys(
    ("operation", "goods", "organisation", "system", "cooperation", "support", "target"), 1.0
)
START, DAY = date(2026, 1, 15), date(2026, 11, 1)


def found(built, stage: str) -> list[tuple[str, str, str]]:
    return [(gap.kind, gap.code, gap.channel) for gap in gaps(built, "M1", "city", stage)]


def complete(**more) -> dict:
    """Everything that the application for recognition asks for."""
    own = {
        "cultivation": [{"entered": START}],
        "assessments": [*assessed(START, BASE, proof=True), *assessed(DAY, BASE, kind="official")],
        "milestones": [{"task": "work_plan", "due": date(2026, 3, 30), "done_on": date(2026, 3, 1)}],
        "commitments": [{"merchant": 1, "signed_on": START}],
        "compensations": [{"kind": "fund", "happened_on": START}],
        "market_trainings": [{"held_on": START}],
        "self_inspections": [{"checked_on": START, "channel": "offline"}],
        "credit_grades": [{"merchant": 1, "graded_on": START, "grade": "A"}],
        "stage_entries": [{"stage": "cultivation", "entered": START, "document": "0" * 64}],
    }
    return {**own, **more}


def test_nothing_is_missing_of_a_complete_file(records) -> None:
    assert found(records(DAY, **complete()), "application") == []


def test_everything_missing_is_named(records) -> None:
    assert found(records(DAY, cultivation=[{"entered": START}]), "application") == [
        ("assessed", "self", ""),
        ("document", "cultivation", ""),
        *(("records", name, "") for name in ("commitments", "compensations", "market_trainings")),
        *(("records", name, "") for name in ("self_inspections", "credit_grades")),
        ("assessed", "official", ""),
        *(("proof", code, "offline") for code in BASE),
        ("milestone", "work_plan", ""),
    ]


def test_one_proof_less_is_one_gap_and_the_online_channel_has_its_own(records) -> None:
    rows = [*complete()["assessments"]]
    rows[0] = {**rows[0], "proof": None}
    assert found(records(DAY, **complete(assessments=rows)), "application") == [("proof", "operation", "offline")]
    online = found(records(DAY, online=True, **complete()), "application")
    assert [gap for gap in online if gap[0] == "proof"] == [
        ("proof", code, "online") for code in ("goods", "system", "cooperation", "target")
    ]
    texts = [gap.text.zh for gap in gaps(records(DAY, **complete(assessments=rows)), "M1", "city", "application")]
    assert texts == ["“市场基本运营情况”缺证明材料"]


def test_an_earlier_rounds_work_plan_does_not_count(records) -> None:
    old = [{"task": "work_plan", "due": date(2024, 3, 30), "done_on": date(2024, 3, 1)}]
    assert found(records(DAY, **complete(milestones=old)), "application") == [("milestone", "work_plan", "")]


def test_a_superior_may_move_on_an_incomplete_file_which_stays_incomplete(records) -> None:
    review = [{"stage": "review", "entered": date(2026, 10, 1)}]
    built = records(DAY, **complete(cultivation=review, compensations=[]))
    assert found(built, "recognition_notice") == [("records", "compensations", ""), ("document", "review", "")]
    assert board(built).select("stage", "next", "missing").rows() == [("review", "recognition_notice", 2)]


def test_selection_asks_for_the_self_assessment_only(records) -> None:
    new = records(DAY, cultivation=[{"stage": "selection", "entered": DAY}])
    assert found(new, "selection") == [("assessed", "self", "")]
    assert gaps(new, "M1", "city", "selection")[0].text.zh == "自评缺 7 项评分"
