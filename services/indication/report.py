"""The report of a review as a paper: map, findings, comments with threads, decisions, checks done, comparison."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from data.store import Store
from services.access.rights import Action, Person, require
from services.figures.export import Provenance
from services.indication import report_parts as parts
from services.indication.approval import approval_of
from services.indication.checks import Finding
from services.indication.comments import Comment, comments, replies
from services.indication.compare import Comparison, compare
from services.indication.on_paper import area, on_paper
from services.indication.print_map.content import Area, Layers
from services.indication.print_map.picture import map_picture
from services.indication.review import decisions
from services.indication.seasons import plots_of
from services.indication.versions import Version, findings, version, versions
from services.papers.paper import Block, Heading, Paper, Picture
from services.words.language import Language

# More pins than this hide the map; what is not pinned stands in the list all the same.
MOST_PINS = 60
WIDTH, HEIGHT, SHARPNESS = 900, 560, 2


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the report tells of one version; `before` and `comparison` are None for the first one."""

    version: Version
    plots: pl.DataFrame
    findings: tuple[Finding, ...]
    comments: list[Comment]
    replies: pl.DataFrame
    decisions: pl.DataFrame
    before: Version | None
    comparison: Comparison | None

    @property
    def season(self) -> str | None:
        """The season whose plots the version was held against."""
        return self.plots["season"][0] if self.plots.height else None

    @property
    def pinned(self) -> Sequence[Finding]:
        """The findings that the map shows, numbered from 1; comments are numbered after them."""
        return self.findings[:MOST_PINS]


def version_before(rows: pl.DataFrame, code: str) -> str | None:
    """Of all versions (as `versions` gives them, the newest first), the code of the one this was made from, else of
    the next older of its kind and right."""
    place = rows["code"].to_list().index(code)
    own = rows.row(place, named=True)
    older = rows.slice(place + 1).filter(
        pl.col("kind") == own["kind"], pl.col("right").eq_missing(pl.lit(own["right"], pl.String))
    )
    return own["parent"] or next(iter(older["code"]), None)


def gathered(store: Store, code: str) -> Review:
    """The review of a version as it stands, with the plots of the newest season. Raises NoVersion."""
    own, plots = version(store, code), plots_of(store)
    parent = version_before(versions(store), code)
    before = version(store, parent) if parent else None
    said = comments(store, code)
    return Review(
        version=own,
        plots=plots,
        findings=findings(store, own),
        comments=said,
        replies=replies(store, *(one.number for one in said)),
        decisions=decisions(store, own),
        before=before,
        comparison=compare(before.geometry, own.geometry, plots) if before else None,
    )


def review_report(
    store: Store, person: Person, code: str, about: Provenance, people: Mapping[str, str], _: Language
) -> Paper:
    """The report on a version. `about` says of what day and commit it is, `people` has the names of staff by code,
    as this reader may see them. Raises NotAllowed, NoVersion."""
    require(person, Action.SEE)
    found = gathered(store, code)
    own = found.version
    named = replace(
        about,
        title=_("Report on the review of {title}", title=own.title),
        definition=_(
            "Checks of the board and comments of reviewers on one version of a boundary; coordinates are rounded to "
            "the precision of the village sketch. It is no decision on the protected area."
        ),
    )
    blocks: list[Block] = [
        Heading(_("The version and its verdict")),
        *parts.verdict(own, people, _),
        # Before the facts, which may go on overleaf: the first page is full, and says where the boundary is.
        _map(found, named, _),
        parts.facts(store, own, people, _),
        Heading(_("Findings")),
        *parts.found(found.findings, len(found.pinned), _),
        Heading(_("Comments and answers")),
        *parts.said(found.comments, found.replies, len(found.pinned), people, _),
        Heading(_("Steps and decisions")),
        parts.steps(found.decisions, people, _),
        Heading(_("Comparison with the version before")),
        *_compared(store, found, named, _),
        Heading(_("Checks done")),
        *parts.checks_done(found.findings, found.season, _),
    ]
    return Paper(named, blocks, more=[(_("Version"), own.code)])


def _map(found: Review, about: Provenance, _: Language) -> Picture:
    own = found.version
    shown = area(own.title, own.kind, own.state, own.geometry, _)
    layers = on_paper([shown], found.plots, found.pinned, found.comments, _)
    caption = _("{title}; numbers as in the lists below, plots only as numbers by village", title=own.title)
    return _picture(layers, about, caption, approval_of(own, layers), _)


def _compared(store: Store, found: Review, about: Provenance, _: Language) -> list[Block]:
    if found.before is None or found.comparison is None:
        return [parts.nothing(_("There is no version before this one."))]
    own, before, result = found.version, found.before, found.comparison
    old = Area(before.geometry, _("Before: {title}", title=before.title), "former")
    new = area(own.title, own.kind, own.state, own.geometry, _)
    layers = Layers(areas=[old, new], added=result.added, removed=result.removed)
    caption = _("Ground added and removed against {code} {title}", code=before.code, title=before.title)
    return [_picture(layers, about, caption, None, _), *parts.compared(store, before, own, result, _)]


def _picture(layers: Layers, about: Provenance, caption: str, approval: str | None, _: Language) -> Picture:
    png = map_picture(layers, about, _, width=WIDTH, height=HEIGHT, approval=approval, sharpness=SHARPNESS)
    return Picture(png, caption)
