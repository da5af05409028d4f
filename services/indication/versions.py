"""Versions of a boundary: adding and reading them. A geometry never changes; a repair is a new draft."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from data.ledgers.gi_areas import DRAFT, FINAL, PROTECTED, REPLACED
from data.store import Change, Commit, NotBy, Range, Store, all_or_nothing, commit, put_attachment, read_rows
from data.store.errors import AlreadyCommitted, StoreError
from data.texts import Text
from services.access.rights import Action, Person, require
from services.days.clock import Clock
from services.ground.geometry import SQUARE_METRES_OF_A_HECTARE, Area, read_area, size, write
from services.indication.checks import Finding, find
from services.indication.checks.ground import Standard
from services.indication.proposed import Place, places, refuse_twice
from services.indication.repairs import MENDS, repaired
from services.indication.seasons import plots_of

LEDGER = "gi_areas"
IN_BRIEF = ("code", "title", "kind", "right", "state", "parent", "area_ha", "area_mu", "declared_mu", "author",
            "drafted_at", "submitted_by", "submitted_at", "signed_by", "signed_how", "signed_at", "in_force_from",
            "replaced_on", "map_approval", "map_approved_on")  # fmt: skip


class NoVersion(StoreError):
    """There is no version of that code."""


class NoSuchFinding(StoreError):
    """A finding that was to be repaired is no longer there, or is not of this outline."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file a boundary came in."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A boundary as somebody hands it in: `geometry` is GeoJSON text in WGS-84, `kind` a code of
    `gi_areas.KINDS`, `right` the code of a right, `declared_mu` the size it is said to have."""

    title: str
    geometry: str
    kind: str = PROTECTED
    right: str | None = None
    declared_system: str | None = None
    declared_mu: float | None = None
    note: str | None = None
    source: SourceFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version as it is stored, in frame form; `id` and `seen` (its row version) say what a person was shown."""

    id: int
    seen: int
    code: str
    title: str
    kind: str
    right: str | None
    state: str
    parent: str | None
    repaired: str | None
    declared_system: str | None
    declared_mu: float | None
    area_ha: float
    area_mu: float
    source: str | None
    source_name: str | None
    author: str
    drafted_at: datetime
    submitted_by: str | None
    submitted_at: datetime | None
    remark: str | None
    signed_by: str | None
    signed_how: str | None
    signed_at: datetime | None
    in_force_from: date | None
    replaced_on: date | None
    map_approval: str | None
    map_approved_on: date | None
    map_approval_file: str | None
    note: str | None
    geometry: str

    @property
    def area(self) -> Area:
        return Area(self.area_ha * SQUARE_METRES_OF_A_HECTARE)

    @property
    def frozen(self) -> bool:
        """Whether it was signed off, not just in rehearsal, and so never changes again."""
        return self.in_force_from is not None


def _version(row: Mapping[str, Any]) -> Version:
    values = {name: value for name, value in row.items() if name not in ("version", "since")}
    return Version(seen=row["version"], **values)


def versions(store: Store) -> pl.DataFrame:
    """Every version without its geometry, the newest first: id, version, since and the columns IN_BRIEF."""
    return read_rows(store, LEDGER, order=("-drafted_at", "-id"), columns=IN_BRIEF)


def version(store: Store, code: str) -> Version:
    """The version of that code; raises NoVersion."""
    rows = read_rows(store, LEDGER, where={"code": code})
    if rows.is_empty():
        raise NoVersion(Text(f"没有范围版本 {code}，可能已撤销", f"no boundary version {code}: it may be undone"))
    return _version(rows.row(0, named=True))


def standing(store: Store, on: date) -> pl.DataFrame:
    """The versions in force on a day, of every kind and right, in frame form with geometry: the map as it stood."""
    held = {"state": [FINAL, REPLACED], "in_force_from": Range(None, on), "replaced_on": NotBy(on)}
    return read_rows(store, LEDGER, where=held, order=("-in_force_from", "-id"))


def version_in_force(store: Store, on: date, *, kind: str = PROTECTED, right: str | None = None) -> Version | None:
    """The version of a kind that was in force on a day; without `right` the one that came into force last."""
    of_kind = standing(store, on).filter(pl.col("kind") == kind)
    chosen = of_kind if right is None else of_kind.filter(pl.col("right") == right)
    return None if chosen.is_empty() else _version(chosen.row(0, named=True))


def ancestors(store: Store, code: str) -> list[str]:
    """The unsigned versions that a version was made from, the nearest first."""
    rows = read_rows(store, LEDGER, columns=("code", "parent", "in_force_from"))
    parents = {row["code"]: row["parent"] for row in rows.iter_rows(named=True)}
    unsigned = set(rows.filter(pl.col("in_force_from").is_null())["code"])
    found: list[str] = []
    parent = parents.get(code)
    while parent is not None and parent in unsigned and parent not in found:
        found.append(parent)
        parent = parents[parent]
    return found


def findings(
    store: Store, version: Version, *, season: str | None = None, against: Standard | None = None
) -> tuple[Finding, ...]:
    """The findings on a version. The protected area is checked with the plots of a season (the newest one by
    default); a core or a set of plots by itself, for plots may well lie outside it."""
    plots = plots_of(store, season)
    if version.kind != PROTECTED:
        plots = plots.clear()
    return find(version.geometry, plots, declared=version.declared_mu, against=against)


def repair_places(store: Store, version: Version) -> tuple[Place, ...]:
    """Where the boundary of a version can be repaired, with the alternatives at each place."""
    return places(version.geometry, findings(store, version))


def add_version(
    store: Store, person: Person, draft: Draft, *, clock: Clock, kind: str = "command", upload: str | None = None
) -> str:
    """Take a boundary in as a draft, with its file, and return its code. `kind` is that of the commit. An `upload`
    (id) becomes one draft, however often and by how many at once that is asked for.

    Raises NotAllowed, StoreError without a title, NotGeometry when it is not made of polygons.
    """
    require(person, Action.HAND_IN)
    source = draft.source
    file = put_attachment(store, source.content, source.name, source.media_type) if source else None
    values = {
        **_values(person, draft.title, draft.geometry, clock),
        "kind": draft.kind,
        "right": draft.right,
        "declared_system": draft.declared_system,
        "declared_mu": draft.declared_mu,
        "note": draft.note,
        "source": file.sha256 if file else None,
        "source_name": source.name if source else None,
    }
    files = [file] if file else []
    reason = f"范围草案：{values['title']}"
    changes = [Change(LEDGER, values)]
    try:
        number = commit(store, person.actor, reason, changes, kind=kind, batch=upload, files=files).number
    except AlreadyCommitted as error:
        number = error.number
    return _code(store, number)


def _values(person: Person, title: str, outline: str, clock: Clock) -> dict[str, Any]:
    """What every new draft has: its normalised geometry, computed area, author and time."""
    if not title.strip():
        raise StoreError(Text("请填写版本名称", "give the version a title"))
    kept = write(read_area(outline))
    # Of what is kept, not of what came in: whoever measures the version again finds the same.
    ground = size(kept)
    return {
        "title": title.strip(),
        "state": DRAFT,
        "geometry": kept,
        "area_ha": ground.hectares,
        "area_mu": ground.mu,
        "author": person.code,
        "drafted_at": clock.now(),
    }


def _code(store: Store, number: int) -> str:
    """The key of the one version that a commit added, whatever became of it since."""
    return read_rows(store, LEDGER, where={"since": number}, columns=("code",), known_at=number)["code"].item()


def accept_repairs(
    store: Store,
    person: Person,
    version: Version,
    ids: Collection[str],
    *,
    clock: Clock,
    title: str = "",
    against: Standard | None = None,
    kind: str = "command",
) -> str:
    """Repair findings (by id) on the boundary of a version: a new draft that names its parent and what was
    repaired; its code. Repairs that were accepted already, by somebody else at the same moment perhaps, make no second
    draft: the code is that of the first. Raises NotAllowed, NoSuchFinding, NoRepair."""
    require(person, Action.HAND_IN)
    present = [one for one in findings(store, version, against=against) if not one.subject]
    accepted = _chosen(present, ids)
    refuse_twice(version.geometry, present, ids)
    made = repaired(version.geometry, accepted, against=against)
    values = {
        **_values(person, title or f"{version.title}（修复）", made, clock),
        "kind": version.kind,
        "right": version.right,
        "parent": version.code,
        "repaired": "；".join(f"{MENDS[one.code][0].zh}：{one.message.zh}" for one in accepted),
        "declared_system": version.declared_system,
        "declared_mu": version.declared_mu,
        "source": version.source,
        "source_name": version.source_name,
        "note": version.note,
    }
    reason = f"接受修复 {len(accepted)} 项：{version.title}"
    with all_or_nothing(store):
        already = _made(store, version, values["geometry"])
        return already or _code(store, commit(store, person.actor, reason, [Change(LEDGER, values)], kind=kind).number)


def _made(store: Store, version: Version, outline: str) -> str | None:
    """The version that the same repairs have made of this one already. Asked by the writer, so that of two people who
    accept them at once the second finds what the first made."""
    rows = read_rows(store, LEDGER, where={"parent": version.code, "geometry": outline}, columns=("code",))
    return None if rows.is_empty() else rows["code"][0]


def repair_plots(
    store: Store,
    person: Person,
    version: Version,
    ids: Collection[str],
    *,
    season: str | None = None,
    against: Standard | None = None,
) -> Commit:
    """Repair findings (by id) on the outlines of plots: the rows of the season change, with their history.

    Raises NotAllowed, NoSuchFinding, NoRepair, Conflict.
    """
    require(person, Action.HAND_IN)
    of_plots = [one for one in findings(store, version, season=season, against=against) if len(one.subject) == 1]
    by_plot: dict[str, list[Finding]] = {}
    for one in _chosen(of_plots, ids):
        by_plot.setdefault(one.subject[0], []).append(one)
    rows = {row["code"]: row for row in plots_of(store, season).iter_rows(named=True)}
    changes = [
        Change(
            "gi_plots",
            {"geometry": repaired(rows[code]["geometry"], accepted, against=against)},
            id=rows[code]["id"],
            version=rows[code]["version"],
        )
        for code, accepted in by_plot.items()
    ]
    return commit(store, person.actor, f"接受修复：地块 {'、'.join(by_plot)}", changes)


def _chosen(present: Sequence[Finding], ids: Collection[str]) -> list[Finding]:
    chosen = [finding for finding in present if finding.id in ids]
    if not ids or len({finding.id for finding in chosen}) != len(set(ids)):
        raise NoSuchFinding(
            Text(
                "所选检查结果已不存在或不属于这条界线，请刷新后重选",
                "a chosen finding is gone or is of another outline: reload and choose again",
            )
        )
    return chosen
