"""The lights of the cultivation: shape, word and colour, by the rules of `progress`, `tasks` and `watch`."""

from data.texts import Text
from services.cultivation import progress, tasks
from services.figures.palette import Light, Palette

PROGRESS: dict[str, Light] = {
    progress.GREEN: Light("●", Text("按计划", "On plan"), "green"),
    progress.YELLOW: Light("▲", Text("落后", "Behind"), "orange"),
    progress.RED: Light("■", Text("严重落后", "Far behind"), "red"),
}
TASKS: dict[str, Light] = {
    tasks.OVERDUE: Light("■", Text("逾期", "Overdue"), "red"),
    tasks.BEHIND_PLAN: Light("▲", Text("进度落后", "Behind"), "orange"),
    tasks.NEAR: Light("◆", Text("临近", "Due soon"), "blue"),
    tasks.LATER: Light("○", Text("未到期", "Not yet due"), "gray"),
    tasks.DONE: Light("●", Text("已完成", "Done"), "green"),
}
# A signal asks for a look; it is no judgement, so never red.
LOOK = Light("◇", Text("请关注", "Please look"), "blue")
RULE = Text(
    f"落后计划 {progress.BEHIND}—{progress.FAR_BEHIND} 个百分点为黄灯，超过 {progress.FAR_BEHIND} 个百分点为红灯",
    f"{progress.BEHIND} to {progress.FAR_BEHIND} points behind plan is yellow, more than {progress.FAR_BEHIND} red",
)
TASK_RULE = Text(
    f"节点临近为蓝灯，完成比例比已过时间落后 {progress.BEHIND} 个百分点为黄灯，逾期未完成为红灯",
    f"a task is blue when near, yellow when {progress.BEHIND} points less is done than time has passed, red overdue",
)
TINTS = {"green": "good", "orange": "caution", "red": "late", "blue": "near", "gray": "muted"}


def tint(light: Light | None, palette: Palette) -> str:
    """The colour of a light on a figure, #RRGGBB; the muted one where there is none."""
    return getattr(palette, TINTS[light.colour] if light else "muted")
