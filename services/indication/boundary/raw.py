"""A boundary file as it was read, before its coordinate system counts."""

import json
import math
from dataclasses import dataclass
from typing import Any, Literal

import shapely
from msgspec import to_builtins
from shapely.geometry.base import BaseGeometry

from data.texts import Text
from services.indication.boundary.angles import Writing
from services.intake.errors import RefusedFile

MOST_VERTICES = 200_000
MOST_FEATURES = 20_000
# The attribute of every file we write, for GCJ-02 and BD-09 have no EPSG code; what is read takes the system from it.
SYSTEM_FIELD = "coord_sys"

Value = str | int | float | bool | None
Stating = Literal["", "plain"] | Writing


@dataclass(frozen=True, slots=True)
class RawFeature:
    """One feature: its number in the file from 1, its layer or sheet, and its shape in the file's own system,
    plane, rings closed, other faults kept."""

    number: int
    layer: str
    attributes: dict[str, Value]
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file says of its coordinate system, in words, EPSG codes or WKT: of one layer, or ("") of all."""

    text: str
    layer: str = ""


@dataclass(frozen=True, slots=True)
class RawFile:
    """All of a file. `writing` says of a table how its angles are written: "seconds" or "minutes" where it says so
    itself, "plain" where they are numbers with a point, else "". `maker` is the program that made the file, where that
    matters."""

    form: str
    systems: tuple[Stated, ...]
    features: tuple[RawFeature, ...]
    notes: tuple[Text, ...]
    writing: Stating = ""
    maker: str = ""


def value_of(found: Any) -> Value:
    """An attribute as JSON can hold it: lists and objects as their own JSON, bytes in hexadecimal, NaN as None."""
    match found:
        case float() if not math.isfinite(found):
            return None
        case str() | int() | float() | bool() | None:
            return found
        case bytes():
            return found.hex()
        case _:
            return json.dumps(found, ensure_ascii=False, default=str)


def refuse_size(raw: RawFile) -> RawFile:
    """The file itself; raises RefusedFile when it is empty or too large to draw and check."""
    if not raw.features:
        raise RefusedFile(
            Text("文件里没有任何图形", "the file holds no geometry"),
            Text("确认导出时选中了图层后重新上传", "make sure that the layer was selected when it was exported"),
        )
    vertices = sum(int(shapely.get_num_coordinates(feature.shape)) for feature in raw.features)
    if vertices > MOST_VERTICES or len(raw.features) > MOST_FEATURES:
        raise RefusedFile(
            Text(
                f"图形过大：{len(raw.features):,} 个要素、{vertices:,} 个顶点",
                f"too large: {len(raw.features):,} features with {vertices:,} vertices",
            ),
            Text(
                f"最多 {MOST_FEATURES:,} 个要素、{MOST_VERTICES:,} 个顶点，请简化或拆分",
                f"at most {MOST_FEATURES:,} features and {MOST_VERTICES:,} vertices: simplify or split it",
            ),
        )
    return raw


def packed(raw: RawFile) -> dict[str, Any]:
    """The file as JSON can hold it, to be sent from one process to another."""
    return {
        "form": raw.form,
        "systems": to_builtins(raw.systems),
        "writing": raw.writing,
        "maker": raw.maker,
        "notes": to_builtins(raw.notes),
        "features": [
            {
                "number": feature.number,
                "layer": feature.layer,
                "attributes": feature.attributes,
                "shape": shapely.to_wkb(feature.shape, hex=True),
            }
            for feature in raw.features
        ],
    }


def unpacked(answer: dict[str, Any]) -> RawFile:
    """The file that `packed` was given."""
    return RawFile(
        answer["form"],
        tuple(Stated(**stated) for stated in answer["systems"]),
        tuple(RawFeature(**{**one, "shape": shapely.from_wkb(one["shape"])}) for one in answer["features"]),
        tuple(Text(**note) for note in answer["notes"]),
        answer["writing"],
        answer["maker"],
    )
