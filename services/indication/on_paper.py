"""What a version's print map, picture and report show: boundaries, plots counted by village, numbered pins."""

from collections.abc import Sequence

import polars as pl

from data.ledgers import ledger
from data.ledgers.gi_areas import CORE, FINAL, REPLACED
from services.indication.checks import SEVERITIES, Finding
from services.indication.comments import Comment
from services.indication.print_map.content import Area, AreaKind, Layers, Pin, by_village
from services.words.language import Language

KINDS, STATES = (
    {choice.code: choice.label for choice in ledger("gi_areas").column(name).options()} for name in ("kind", "state")
)


def area_kind(kind: str, state: str) -> AreaKind:
    """By which line a version is drawn: whatever is not signed off is a draft, a core as well."""
    if state == REPLACED:
        return "former"
    if state != FINAL:
        return "draft"
    return "core" if kind == CORE else "in_force"


def area(title: str, kind: str, state: str, geometry: str, _: Language) -> Area:
    """A version as a map shows it, with what the legend calls it."""
    label = _("{title} ({kind}, {state})", title=title, kind=_.text(KINDS[kind]), state=_.text(STATES[state]))
    return Area(geometry, label, area_kind(kind, state))


def on_paper(
    areas: Sequence[Area], plots: pl.DataFrame, findings: Sequence[Finding], comments: Sequence[Comment], _: Language
) -> Layers:
    """The layers of a print map. Plots come in as numbers by village, findings and open comments as numbered pins."""
    pins = [*(_finding(one, _) for one in findings), *(_comment(one, _) for one in comments)]
    return Layers(areas=tuple(areas), counts=by_village(plots), pins=tuple(pins))


def _finding(one: Finding, _: Language) -> Pin:
    kind = "blocking" if one.severity == "blocking" else "finding"
    severity = _.text(SEVERITIES[one.severity])
    return Pin(one.place, _("{severity}: {fault}", severity=severity, fault=_.text(one.message)), kind)


def _comment(one: Comment, _: Language) -> Pin:
    longitude, latitude = (float(degrees) for degrees in one.point.split(","))
    return Pin((longitude, latitude), _("Comment {number}: {text}", number=one.number, text=one.text), "comment")
