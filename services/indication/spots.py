"""What stands at a place on the review map, with its tooltip, sign and legend. No sign is told by its hue alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import polars as pl

from data.ledgers import ledger
from services.figures.palette import palette
from services.ground.coordinates import Point
from services.indication.checks import SEVERITIES, Finding
from services.indication.comments import Comment
from services.indication.review_layers import COUNT, LARGE, Spot
from services.maps.apart import apart
from services.maps.view import View
from services.words import formats
from services.words.language import Language

SEVERITY_SIGNS = {"blocking": "!", "warning": "?", "note": "i"}
COMMENT_SIGNS = {"pending": "…", "adopted": "+", "declined": "×", "resolved": "✓"}
VERDICT_SIGNS = {"passed": "✓", "failed": "×", "pending": "…"}

Spots = tuple[list[Spot], list[tuple[str, str]]]
"""Spots and their legend: text and colour."""


def choice_words(ledger_name: str, column: str, _: Language) -> dict[str, str]:
    """The words of a choice column by code."""
    return _.labels(ledger(ledger_name).column(column).options())


def severity_colours(theme: str) -> dict[str, str]:
    """The colour of a finding's pin by its severity."""
    colours = palette(theme)
    return {"blocking": colours.late, "warning": colours.caution, "note": colours.near}


def comment_colours(theme: str) -> dict[str, str]:
    """The colour of a comment's pin by its state."""
    colours = palette(theme)
    return {"pending": colours.caution, "adopted": colours.near, "declined": colours.muted, "resolved": colours.good}


def verdict_colours(theme: str) -> dict[str, str]:
    """The colour of a sample by its verdict."""
    colours = palette(theme)
    return {"passed": colours.good, "failed": colours.late, "pending": colours.muted}


def of_findings(found: Sequence[Finding], _: Language, theme: str) -> Spots:
    """A pin for each finding, the gravest uppermost."""
    tints = severity_colours(theme)
    words = {code: _.text(label) for code, label in SEVERITIES.items()}
    spots = [
        Spot(
            one.place,
            f"{words[one.severity]} · {_.text(one.message)}",
            tints[one.severity],
            f"finding:{one.id}",
            SEVERITY_SIGNS[one.severity],
        )
        for one in reversed(found)
    ]
    return spots, _legend(SEVERITY_SIGNS, words, tints, {one.severity for one in found})


def of_comments(said: Sequence[Comment], _: Language, theme: str) -> Spots:
    """A larger pin for each comment."""
    tints, words = comment_colours(theme), choice_words("gi_comments", "state", _)
    spots = [
        Spot(
            place_of(one),
            f"{one.number} · {words[one.state]}\n{one.text}",
            tints[one.state],
            f"comment:{one.number}",
            COMMENT_SIGNS[one.state],
            LARGE,
        )
        for one in said
    ]
    named = {code: _("Comment: {state}", state=word) for code, word in words.items()}
    return spots, _legend(COMMENT_SIGNS, named, tints, {one.state for one in said})


def of_samples(rows: pl.DataFrame, _: Language, theme: str) -> Spots:
    """Samples as `scene.samples` gives them."""
    tints, words = verdict_colours(theme), choice_words("gi_samples", "verdict", _)
    spots = []
    for row in rows.iter_rows(named=True):
        first = _("Sample {number}: {verdict}", number=row["code"], verdict=words[row["verdict"]])
        lines = (first, formats.day(row["taken_on"], _.code), formats.listing(row["failed"], _.code))
        text = "\n".join(filter(None, lines))
        spots.append(Spot(_at(row), text, tints[row["verdict"]], sign=VERDICT_SIGNS[row["verdict"]]))
    named = {code: _("Sample: {verdict}", verdict=word) for code, word in words.items()}
    return spots, _legend(VERDICT_SIGNS, named, tints, set(rows["verdict"]))


def of_users(rows: pl.DataFrame, names: Mapping[str, str], _: Language, theme: str) -> Spots:
    """Mark users as `scene.mark_users` gives them; the sign in each is its number of plots."""
    colour, states = palette(theme).muted, choice_words("mark_users", "state", _)
    spots = []
    for row in rows.iter_rows(named=True):
        plots = _.n("{n} plot", "{n} plots", row["plots"])
        text = "\n".join((names.get(row["code"], row["code"]), states[row["state"]], plots))
        spots.append(Spot(_at(row), text, colour, sign=str(row["plots"]), radius=LARGE))
    return spots, [(_("Mark users, in the middle of their plots"), colour)] if spots else []


def of_incidents(rows: pl.DataFrame, _: Language, theme: str) -> Spots:
    """Cases and complaints as `scene.incidents` counts them; the sign is their number."""
    colour = palette(theme).categories[1]
    spots = []
    for row in rows.iter_rows(named=True):
        counts = {name: formats.number(row[name]) for name in ("cases", "complaints")}
        text = _("{township}: cases {cases}, complaints {complaints}", township=row["name"], **counts)
        sign = str(row["cases"] + row["complaints"])
        spots.append(Spot(_at(row), text, colour, sign=sign, radius=LARGE))
    label = _("GI cases, and complaints that led to them, by township")
    return spots, [(label, colour)] if spots else []


def of_villages(counts: pl.DataFrame, _: Language, theme: str) -> Spots:
    """Plots as a number for each village, for whom their ground is not shown, as `by_village` counts them."""
    colour = palette(theme).primary
    spots = [
        Spot(_at(row), _("{village}: {n} plots", village=row["village"], n=row["plots"]), colour,
             sign=str(row["plots"]), radius=COUNT)
        for row in counts.drop_nulls(["longitude", "latitude"]).iter_rows(named=True)
    ]  # fmt: skip
    return spots, [(_("Plots, counted by village"), colour)] if spots else []


def set_apart(groups: Sequence[Sequence[Spot]], view: View) -> list[list[Spot]]:
    """The spots of layers, the lowest first, so that none covers another on a view; the uppermost keep their places,
    and whoever moves remembers where it belongs."""
    every = [spot for group in reversed(groups) for spot in reversed(group)]
    places = apart([spot.place for spot in every], [spot.radius for spot in every], view)
    moved = iter(
        [
            spot if place == spot.place else replace(spot, place=place, home=spot.place)
            for spot, place in zip(every, places, strict=True)
        ][::-1]
    )
    return [list(islice(moved, len(group))) for group in groups]


def plot_labels(rows: pl.DataFrame, names: Mapping[str, str], classes: Sequence[str], _: Language) -> list[str]:
    """The tooltip of each plot; `classes` are the words it is coloured by."""
    kinds = choice_words("gi_plots", "kind", _)
    return [
        "\n".join(_plot_lines(row, kinds, names, named, _))
        for row, named in zip(rows.iter_rows(named=True), classes, strict=True)
    ]


def _plot_lines(
    row: Mapping[str, Any], kinds: Mapping[str, str], names: Mapping[str, str], named: str, _: Language
) -> list[str]:
    size = _("{n} mu", n=formats.number(row["area_declared"])) if row["area_declared"] is not None else None
    facts = [kinds[row["kind"]], row["variety"], size]
    user = names.get(row["user"] or "")
    told = (row["village"], kinds[row["kind"]], row["variety"], user)
    lines = [f"{row['code']} · {row['village']}", " · ".join(filter(None, facts)), user]
    return [line for line in (*lines, named if named not in told else None) if line]


def place_of(comment: Comment) -> Point:
    """Where a comment is pinned."""
    longitude, latitude = comment.point.split(",")
    return float(longitude), float(latitude)


def _at(row: Mapping[str, Any]) -> Point:
    return row["longitude"], row["latitude"]


def _legend(
    signs: Mapping[str, str], words: Mapping[str, str], tints: Mapping[str, str], present: set[str]
) -> list[tuple[str, str]]:
    return [(f"{sign} {words[code]}", tints[code]) for code, sign in signs.items() if code in present]
