"""Dated tasks on a time axis, a row a market: the light's shape at the day a task is due."""

from collections.abc import Mapping

import altair as alt
import polars as pl

from services.cultivation.figures.common import by_light, names_axis, today_line
from services.cultivation.ladders import milestones
from services.days.lights import DONE, LIGHTS, NOT_DUE, PACED
from services.figures.spec import ROWS, Chart
from services.figures.theme import Look
from services.words import formats
from services.words.language import Language

STEP = 32
# What the axis of time and the name above the line take of the height.
AROUND = 62


def timeline_rows(tasks: pl.DataFrame, labels: Mapping[str, str], _: Language) -> pl.DataFrame:
    """The rows to draw: those of `services.cultivation.tasks` with label, shape, name (of what is not done) and tip."""
    rows = []
    for row in tasks.iter_rows(named=True):
        light, task = LIGHTS[row["light"]], _.text(milestones()[row["task"]].label)
        state = light.plain(_.code)
        if row["done_on"]:
            state += f" {formats.day(row['done_on'], _.code)}"
        due = _("due {day}", day=formats.day(row["due"], _.code))
        tip = f"{labels[row['market']]} · {task} · {due} · {state}"
        name = "" if light in (DONE, NOT_DUE) else task
        rows.append((row["due"], labels[row["market"]], row["light"], light.shape, name, task, tip))
    names = ("due", "label", "light", "shape", "name", "task", "tip")
    return pl.DataFrame(rows, schema={"due": pl.Date(), **dict.fromkeys(names[1:], pl.String())}, orient="row")


def timeline(look: Look, labels: tuple[str, ...], today: str, today_label: str) -> Chart:
    """Rows of `timeline_rows`; what is near, behind or overdue has its name beside it."""
    base = alt.Chart(ROWS).encode(
        x=alt.X("due:T", axis=alt.Axis(format="%Y-%m", tickCount=8, title=None), scale=alt.Scale(padding=14)),
        y=alt.Y("label:N", sort=list(labels), axis=names_axis()),
        color=by_light(PACED, look.palette),
        tooltip="tip:N",
    )
    shapes = base.mark_text(fontSize=look.size + 3).encode(text="shape:N")
    names = base.mark_text(align="left", dx=11).encode(text="name:N")
    return alt.layer(*today_line(look, today, today_label, "due"), shapes, names).properties(
        height=STEP * len(labels) + AROUND, width="container"
    )
