"""Repairs as they are looked at before anybody accepts them: what each does, which ground it would add and remove,
and which of them act on one place, so that only one can be chosen there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.texts import Text
from services.ground import geometry
from services.ground.coordinates import Point
from services.ground.geometry import MICROMETRE, Area
from services.indication.checks import Finding
from services.indication.checks.ground import Standard, standard
from services.indication.compare import HAIRLINE
from services.indication.repairs import MENDS, NoRepair, repaired

# Metres: what changes ground as near to each other as that acts on one place.
TOGETHER = 1.0
# A boundary with more faults than that is better drawn again; the rest is offered when these are done.
MOST = 40
# A hole may be meant, and the outline of the district is a sketch: nobody is to repair these without looking.
BY_HAND = frozenset({"hole", "outside_district"})
SEEN_AROUND, LEAST_DEGREES = 0.6, 0.0004

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Proposed:
    """Repairs of findings of one outline: their ids and messages, where they are, the plot whose outline it is (None
    for the boundary), what they do, the geometry after them, and the ground before, after, added and removed (GeoJSON
    texts)."""

    ids: tuple[str, ...]
    messages: tuple[Text, ...]
    places: tuple[Point, ...]
    plot: str | None
    codes: frozenset[str]
    geometry: str
    before: Area
    after: Area
    added: str | None
    removed: str | None

    @property
    def labels(self) -> tuple[Text, ...]:
        """What is done."""
        return tuple(dict.fromkeys(label for code, (label, _mend) in MENDS.items() if code in self.codes))

    @property
    def change(self) -> Area:
        """The ground gained, negative where it is lost."""
        return self.after - self.before

    @property
    def box(self) -> Box:
        """West, south, east and north of what changes, with what lies around it."""
        shapes = [geometry.read(text) for text in (self.added, self.removed) if text]
        changed = shapely.GeometryCollection([*shapes, *map(shapely.Point, self.places)])
        west, south, east, north = changed.bounds
        across = max((east - west) * SEEN_AROUND, LEAST_DEGREES)
        along = max((north - south) * SEEN_AROUND, LEAST_DEGREES)
        return west - across, south - along, east + across, north + along


@dataclass(frozen=True, slots=True)
class Place:
    """A place where something can be repaired: the alternatives, of which at most one is taken."""

    options: tuple[Proposed, ...]

    @property
    def usual(self) -> Proposed | None:
        """The repair that "all" contains: the only one of its place, where it isn't to be looked at first."""
        [first, *others] = self.options
        return None if others or first.codes & BY_HAND else first


def propose(outline: str, accepted: Sequence[Finding], *, against: Standard | None = None) -> Proposed:
    """What repairing these findings, all of one outline, would make of it. Raises NoRepair, NotGeometry."""
    after = repaired(outline, accepted, against=against)
    (old, before), (new, size) = _measured(outline), _measured(after)
    added, removed = shapely.difference([new, old], [old, new], grid_size=MICROMETRE)
    return Proposed(
        ids=tuple(finding.id for finding in accepted),
        messages=tuple(finding.message for finding in accepted),
        places=tuple(finding.place for finding in accepted),
        plot=accepted[0].subject[0] if accepted[0].subject else None,
        codes=frozenset(finding.code for finding in accepted),
        geometry=after,
        before=before,
        after=size,
        added=_drawn(added),
        removed=_drawn(removed),
    )


@lru_cache(maxsize=4)  # One outline is held against each of its repairs.
def _measured(outline: str) -> tuple[BaseGeometry, Area]:
    """The ground of an outline in metres, and its size."""
    ground = geometry.ground(geometry.read_area(outline))
    return ground, geometry.area(geometry.to_degrees(ground))


def _drawn(ground: BaseGeometry) -> str | None:
    parts = [part for part in geometry.polygons(ground) if geometry.width(part) > HAIRLINE]
    return geometry.write(geometry.to_degrees(geometry.joined(parts))) if parts else None


def places(outline: str, findings: Sequence[Finding]) -> tuple[Place, ...]:
    """The places of an outline where something can be repaired, in the order of the findings.

    Repairs that come to the same are one; those that change ground near each other are alternatives of one place.
    Raises NotGeometry.
    """
    options = _options(outline, [one for one in findings if one.repairable and not one.subject][:MOST])
    grounds = np.array([_changed(one) for one in options], dtype=object)
    one, other = shapely.STRtree(grounds).query(grounds, predicate="dwithin", distance=TOGETHER)
    group = list(range(len(options)))
    for here, there in zip(one.tolist(), other.tolist(), strict=True):
        low, high = sorted((group[here], group[there]))
        group = [low if number == high else number for number in group]
    return tuple(
        Place(tuple(option for option, number in zip(options, group, strict=True) if number == each))
        for each in dict.fromkeys(group)
    )


def refuse_twice(outline: str, findings: Sequence[Finding], ids: Collection[str]) -> None:
    """Raises NoRepair where two of the chosen repairs (by id) act on one place: one undoes what the other rests on."""
    if len(set(ids)) < 2:
        return
    for place in places(outline, findings):
        chosen = [option for option in place.options if set(option.ids) & set(ids)]
        if len(chosen) > 1:
            raise NoRepair(
                Text(
                    "所选修复中有几项作用于同一处，只能选其中一项",
                    "several of the chosen repairs act on one place: choose one of them",
                )
            )


def _options(outline: str, findings: Sequence[Finding]) -> list[Proposed]:
    found: dict[str, Proposed] = {}
    against = standard()
    for finding in findings:
        try:
            option = propose(outline, [finding], against=against)
        except NoRepair:
            continue
        same = found.get(option.geometry)
        found[option.geometry] = option if same is None else _both(same, option)
    return list(found.values())


def _both(one: Proposed, other: Proposed) -> Proposed:
    return replace(
        one,
        ids=one.ids + other.ids,
        messages=one.messages + other.messages,
        places=one.places + other.places,
        codes=one.codes | other.codes,
    )


def _changed(option: Proposed) -> BaseGeometry:
    """In metres, the ground that an option changes, and its places."""
    texts = [text for text in (option.added, option.removed) if text]
    shapes = [geometry.read(text) for text in texts] + [shapely.Point(place) for place in option.places]
    return geometry.to_metres(shapely.GeometryCollection(shapes))
