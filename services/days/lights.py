"""Traffic lights of dated tasks: blue near the deadline, yellow behind, red overdue.

Five working days left are the bureau's usual mark for yellow; how early blue begins is this board's default.
"""

from datetime import date

from data.texts import Text
from services.days.deadlines import YearNotKnown, working_days

DONE, RED, YELLOW, BLUE, CALM, UNDATED = "done", "red", "yellow", "blue", "calm", "undated"
LABELS: dict[str, Text] = {
    RED: Text("逾期", "Overdue"),
    YELLOW: Text("滞后", "Behind"),
    BLUE: Text("临近期限", "Near its deadline"),
    CALM: Text("未到期", "Not due yet"),
    UNDATED: Text("未定期限", "No deadline"),
    DONE: Text("已完成", "Done"),
}
NEAR_DAYS = 30
BEHIND_WORKING_DAYS = 5


def light(due: date | None, done: date | None, today: date, *, ready: bool = False) -> str:
    """The light of one task, a code of LABELS. It is behind with five working days left unless it is `ready`:
    its proof lies there, and only the last step is missing."""
    if done is not None and done <= today:
        return DONE
    if due is None:
        return UNDATED
    if due < today:
        return RED
    if not ready and _last_working_days(today, due):
        return YELLOW
    return BLUE if (due - today).days <= NEAR_DAYS else CALM


def _last_working_days(today: date, due: date) -> bool:
    """Whether five working days or fewer are left; in a year whose holidays aren't known yet, a week."""
    days = (due - today).days
    if days > NEAR_DAYS:
        return False
    try:
        return working_days(today, due) <= BEHIND_WORKING_DAYS
    except YearNotKnown:
        return days <= BEHIND_WORKING_DAYS + 2
