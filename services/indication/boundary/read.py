"""A boundary file to areas or plots in WGS-84: the whole way, from bytes to what is stored."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from typing import Literal

import shapely

from data.store.kept import Kept
from data.texts import Text
from services.ground import geometry
from services.indication.boundary.angles import Writing
from services.indication.boundary.drivers import environment
from services.indication.boundary.errors import SystemUnknown
from services.indication.boundary.layered import is_ground, one_boundary, overlaps
from services.indication.boundary.placed import placed, points_of, refuse_elsewhere
from services.indication.boundary.raw import RawFeature, RawFile, Value, unpacked
from services.indication.boundary.stated import Known, declared_system
from services.indication.boundary.written import in_degrees, meant
from services.intake.child import ask
from services.intake.errors import RefusedFile
from services.intake.limits import Limits, limits

Kind = Literal["area", "plots"]
Read = Callable[[str, bytes, Limits], RawFile]


class Feature(Kept, frozen=True):
    """One area or plot. `geometry` is GeoJSON text in WGS-84 (`geometry.write`), its faults kept; `number` and
    `layer` say where in the file it stood."""

    number: int
    layer: str
    geometry: str
    attributes: dict[str, Value]


class Boundary(Kept, frozen=True):
    """What a file held. `system` is the declared one, `known` how: the file said so, or a person was asked;
    `vertices` are counted as they came; `notes` say what was odd and how it was handled."""

    name: str
    sha256: str
    form: str
    system: str
    known: Known
    vertices: int
    features: tuple[Feature, ...]
    notes: tuple[Text, ...]

    def as_area(self) -> str:
        """All its polygons as one geometry, parts and holes as they are, in the form of a GEOMETRY column."""
        shapes = [geometry.read_area(feature.geometry) for feature in self.features]
        return geometry.write(geometry.joined(part for shape in shapes for part in geometry.polygons(shape)))


def read_boundary(
    name: str,
    content: bytes,
    answer: str | None = None,
    *,
    layers: Collection[str] = (),
    writing: Writing | None = None,
    kind: Kind = "area",
    read: Read | None = None,
) -> Boundary:
    """The areas or plots in a file. What a person answered: `answer`, the coordinate system; `layers`, which of several
    are meant; `writing`, how numbers that may be degrees and minutes run together are meant.

    An area takes polygons only and touches the district, plots take points and lines as well. Coordinates are
    converted once; where all of them stand in the other order they are turned, with a note. Raises RefusedFile,
    Asks (SystemUnknown, LayersUnknown, AnglesUnknown), SystemContradicted or UnknownSystem, each with how to mend it.
    """
    raw = (read or read_in_child)(name, content, limits())
    said = list[Text]()
    if kind == "area":
        raw = one_boundary(raw, layers, said)
        _refuse_lines(raw.features)
    shapes = [feature.shape for feature in raw.features]
    points = points_of(shapes)
    shapes = in_degrees(shapes, meant(raw.writing, points, writing), said)
    points = points_of(shapes)
    try:
        system, known = declared_system(raw.systems, raw.features, points, raw.form, answer)
    except SystemUnknown as error:
        raise SystemUnknown(error.suggested, datum=error.datum, maker=raw.maker) from error
    found, notes = placed(shapes, system, [feature.number for feature in raw.features])
    if kind == "area":
        refuse_elsewhere(found, system)
        said += overlaps(found, raw.features)
    return Boundary(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        form=raw.form,
        system=system,
        known=known,
        vertices=sum(int(shapely.get_num_coordinates(shape)) for shape in found),
        features=tuple(
            Feature(one.number, one.layer, geometry.write(shape), one.attributes)
            for one, shape in zip(raw.features, found, strict=True)
        ),
        notes=(*raw.notes, *said, *notes),
    )


def read_in_child(name: str, content: bytes, limits: Limits) -> RawFile:
    """The file's shapes, read in a limited process of its own; raises RefusedFile."""
    mend = Text("在原软件中重新导出，或只保留需要的图层", "export it again, or keep only the layer that is needed")
    module = "services.indication.boundary.reader"
    found, _ = ask(module, name, content, limits, mend=mend, environment=environment())
    return unpacked(found)


def _refuse_lines(features: Sequence[RawFeature]) -> None:
    others = [one.number for one in features if not is_ground(one)]
    if others:
        raise RefusedFile(
            Text(
                f"有 {len(others)} 个要素不是面（如第 {others[0]} 个），不能作为范围",
                f"{len(others)} features are no polygons (the first is number {others[0]}): no area is made of them",
            ),
            Text("删除点和线；用线画的范围先转为面", "remove points and lines; turn an outline into a polygon first"),
        )
