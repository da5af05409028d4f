"""Lights: every state the board marks by shape, word and colour, and the rules by which a matter gets one.

A state looks the same on every page, figure and paper, and is never told by hue alone. Frames and addresses hold a
light's code; a rule is one function, which frames are judged with row by row, so that there is no second copy of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from data.texts import Text
from services.days.calendar import YearNotKnown, at_most_working_days


@dataclass(frozen=True, slots=True)
class Light:
    """A state as shape, word and colour; `colour` is the name Streamlit's markdown and badges know."""

    code: str
    shape: str
    label: Text
    colour: Literal["green", "blue", "orange", "red", "gray"]

    def plain(self, language: str) -> str:
        """Shape and word, for tables, figures and papers."""
        return f"{self.shape} {self.label(language)}"

    def markdown(self, language: str) -> str:
        """Shape and word as coloured markdown."""
        return self.saying(self.label(language))

    def saying(self, words: str) -> str:
        """The shape with other words than its own, as coloured markdown; the words are markdown already."""
        return f":{self.colour}[{self.shape} {words}]"


# The codes of dated tasks stand in addresses that people keep (示范区创建, light=…): they don't change.
OVERDUE = Light("red", "■", Text("逾期", "Overdue"), "red")
FAR_BEHIND = Light("far_behind", "■", Text("严重滞后", "Far behind"), "red")
LATE = Light("late", "■", Text("超期", "Late"), "red")
BEHIND = Light("yellow", "▲", Text("滞后", "Behind"), "orange")
NEAR = Light("blue", "◆", Text("临近", "Due soon"), "blue")
LOOK = Light("look", "◇", Text("请关注", "Please look"), "blue")
NO_DATA = Light("no_data", "—", Text("尚无数据", "No data"), "gray")
NOT_DUE = Light("calm", "○", Text("未到期", "Not due yet"), "gray")
UNDATED = Light("undated", "□", Text("未定期限", "No deadline"), "gray")
ON_PLAN = Light("on_plan", "●", Text("按计划", "On plan"), "green")
IN_TIME = Light("in_time", "✓", Text("按期", "In time"), "green")
DONE = Light("done", "✓", Text("已完成", "Done"), "green")

# Every light by its code, the gravest first.
LIGHTS: dict[str, Light] = {
    light.code: light
    for light in (
        OVERDUE, FAR_BEHIND, LATE, BEHIND, NEAR, LOOK, NO_DATA, NOT_DUE, UNDATED, ON_PLAN, IN_TIME, DONE,
    )
}  # fmt: skip


def gravity(code: str | None) -> int:
    """The place of a light by its code, 0 the gravest; without a light the last."""
    return list(LIGHTS).index(code) if code else len(LIGHTS)


def gravest(codes: Iterable[str]) -> Light | None:
    """The gravest of several lights by their codes; None of none."""
    first = min(codes, key=gravity, default=None)
    return LIGHTS[first] if first else None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as people read it: what it says, where it comes from, and the lights it gives, the gravest first."""

    definition: Text
    source: Text
    gives: tuple[Light, ...]

    def told(self, language: str) -> str:
        """The rule and its source in a sentence."""
        text = Text(
            f"{self.definition.zh}（{self.source.zh}）。",
            f"{self.definition.en} ({self.source.en}).",
        )
        return text(language)

    def legend(self, language: str) -> str:
        """The lights it gives and the rule, as markdown in a line."""
        return " · ".join([*(light.markdown(language) for light in self.gives), self.told(language)])


NEAR_DAYS, BEHIND_WORKING_DAYS = 30, 5
BEHIND_POINTS, FAR_BEHIND_POINTS = 10, 30
_USUAL = Text("督办惯例", "usual practice of follow-up")

DATED = Rule(
    Text(
        f"期限前 {NEAR_DAYS} 天起为临近；剩余不多于 {BEHIND_WORKING_DAYS} 个工作日而尚无材料的为滞后；"
        "过期未完成的为逾期；节假日安排尚未公布、数不出工作日的不作推测，仍为临近",
        f"Due soon from {NEAR_DAYS} days before the deadline; behind with {BEHIND_WORKING_DAYS} working days or fewer "
        "left and no proof on file; overdue once it has passed; where holidays are not published yet and working days "
        "can't be counted, nothing is guessed: it stays due soon",
    ),
    Text(
        f"{_USUAL.zh}；{NEAR_DAYS} 天为看板缺省值",
        f"{_USUAL.en}; {NEAR_DAYS} days is this board's default",
    ),
    (OVERDUE, BEHIND, NEAR, NOT_DUE, UNDATED, DONE),
)


def dated(due: date | None, done: date | None, today: date, *, ready: bool = False) -> Light:
    """DATED: a task that is done at once. It is never behind once it is `ready`: its proof lies there, and only the
    last step is missing."""
    try:
        behind = not ready and due is not None and _last_working_days(due, today)
    except YearNotKnown:
        behind = False
    return _by_day(due, done, today, near_days=NEAR_DAYS, behind=behind)


def uncounted(due: date, today: date) -> int | None:
    """The year whose holidays must be known to say whether a task is behind by DATED; None where it can be said."""
    try:
        _last_working_days(due, today)
    except YearNotKnown as unknown:
        return unknown.year
    return None


def _last_working_days(due: date, today: date) -> bool:
    return (due - today).days <= NEAR_DAYS and at_most_working_days(today, due, BEHIND_WORKING_DAYS)


PACED = Rule(
    Text(
        f"期限前若干天起为临近；完成比例比已过时间落后 {BEHIND_POINTS} 个百分点及以上的为滞后；过期未完成的为逾期",
        f"Due soon some days before the deadline; behind when at least {BEHIND_POINTS} points less is done than time "
        "has passed; overdue once it has passed",
    ),
    Text(f"{_USUAL.zh}；天数见培育节点表", f"{_USUAL.en}; the days stand in the list of milestones"),
    (OVERDUE, BEHIND, NEAR, NOT_DUE, DONE),
)


def paced(
    due: date, done: date | None, today: date, *, begins: date | None, percent: float | None, near_days: int
) -> Light:
    """PACED: a task that is done bit by bit from `begins` on, of which `percent` is done; it can't be behind where
    one of them is not known."""
    behind = False
    if begins is not None and percent is not None and begins < due:
        passed = 100 * (today - begins).days / (due - begins).days
        behind = passed - percent >= BEHIND_POINTS
    return _by_day(due, done, today, near_days=near_days, behind=behind)


def _by_day(due: date | None, done: date | None, today: date, *, near_days: int, behind: bool) -> Light:
    """What the rules of dated tasks share: the order in which the states are asked for."""
    if done is not None and done <= today:
        return DONE
    if due is None:
        return UNDATED
    if due < today:
        return OVERDUE
    if behind:
        return BEHIND
    return NEAR if (due - today).days <= near_days else NOT_DUE


PROGRESS = Rule(
    Text(
        f"落后计划 {BEHIND_POINTS}—{FAR_BEHIND_POINTS} 个百分点的为滞后，超过 {FAR_BEHIND_POINTS} 个百分点的为严重滞后",
        f"{BEHIND_POINTS} to {FAR_BEHIND_POINTS} points behind plan is behind, more than {FAR_BEHIND_POINTS} "
        "far behind",
    ),
    _USUAL,
    (FAR_BEHIND, BEHIND, ON_PLAN),
)


def progress(points_behind: float) -> Light:
    """PROGRESS: so many percentage points behind plan, negative when ahead."""
    if points_behind > FAR_BEHIND_POINTS:
        return FAR_BEHIND
    return BEHIND if points_behind >= BEHIND_POINTS else ON_PLAN


SIGNAL = Rule(
    Text(
        "请人去看一看，不是结论，从不亮红灯",
        "Asks for a look; it is no judgement, and never red",
    ),
    Text("看板的约定", "this board's own convention"),
    (LOOK,),
)


def signal(given: bool) -> Light | None:
    """SIGNAL: whether anything was found that asks for a look."""
    return LOOK if given else None


FAULTLESS = Rule(
    Text(
        "要求杜绝的情形发生一件即为超期；没有发生、没有积压的为按期",
        "Late as soon as one thing happened that is not to happen at all; in time where none did and nothing waits",
    ),
    Text("方案“杜绝逾期迟报和错报漏报”", "the plan: none late, wrong or missing"),
    (LATE, IN_TIME),
)


def faultless(count: int) -> Light:
    """FAULTLESS: how often something happened that is not to happen at all."""
    return LATE if count else IN_TIME


# Every rule by the name of its function.
RULES = {"dated": DATED, "paced": PACED, "progress": PROGRESS, "faultless": FAULTLESS, "signal": SIGNAL}
# What is neither in time nor on its way to be.
OFF_TRACK = (OVERDUE, FAR_BEHIND, LATE, BEHIND)
