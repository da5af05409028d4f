"""What the views of the indication read of one version, each once for a commit, and what a map says of itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import polars as pl

from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.indication.chosen import Chosen
from pages.parts.showing.figure import Note
from pages.parts.showing.sources import provenance
from services.access.taken import note_taken
from services.figures.export import Provenance
from services.indication import scene
from services.indication.checks import Finding
from services.indication.comments import Comment
from services.indication.on_paper import area
from services.indication.print_map.content import Area
from services.indication.seasons import span
from services.indication.stood import beside, said_by
from services.indication.versions import findings

LEDGERS = ("gi_areas", "gi_plots")


def found(chosen: Chosen) -> tuple[Finding, ...]:
    """The findings on the chosen version."""
    return cached.answer(findings, chosen.version, season=chosen.season) if chosen.version else ()


def said(chosen: Chosen) -> list[Comment]:
    """The comments on the chosen version, as they stood where a past day is looked at."""
    day = chosen.on if chosen.past else None
    return cached.answer(said_by, chosen.version.code, day) if chosen.version else []


def plots(seasons: Sequence[str]) -> pl.DataFrame:
    """The plots of these seasons with a point in each."""
    return cached.answer(scene.plots, tuple(seasons))


def user_names(page: Page) -> dict[str, str]:
    """Names of the mark users by code, masked for this reader."""
    return cached.answer(scene.user_names, page.sight)


def users_noted(page: Page, rows: int) -> Note | None:
    """What is to be told of a file that names so many mark users; masked for this reader, it names nobody."""
    if not page.sight.open_to(None):
        return None
    return partial(note_taken, page.store, page.person, "mark_users", rows=rows)


def areas(chosen: Chosen) -> list[Area]:
    """The chosen version as the last; before it those of what is in force on the day and of the open drafts that are
    switched on."""
    own, _ = chosen.version, chosen.page._
    day = chosen.on or chosen.page.clock.today()
    rows = cached.answer(beside, day, drafts=not chosen.past)
    shown = [area(*row[1:], _) for row in rows if row[0] in chosen.others]
    return [*shown, area(own.title, own.kind, own.state, own.geometry, _)] if own else shown


def days(seasons: Sequence[str], until: date) -> tuple[date, date]:
    """The first day of these seasons, and their last one or `until`; that day alone where it is before all of them."""
    spans = [span(season) for season in seasons]
    return min(until, *(first for first, _last in spans)), min(until, max(last for _first, last in spans))


def about(page: Page, title: str, definition: str, seasons: Sequence[str] = (), on: date | None = None) -> Provenance:
    """What a map or table of the indication says of itself: boundaries stand as of `on` or today, whatever day the
    units have reported up to."""
    day = on or page.clock.today()
    period = days(seasons, day) if seasons else (day, day)
    return replace(provenance(page, title, definition, period, *LEDGERS), as_of=day)
