"""The map's own colours, beside those of the palette. Pure functions of the theme, "light" or "dark"."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ground:
    """#RRGGBB of the basemap; `roads` from the lowest class to the highest."""

    land: str
    neighbours: str
    borders: str
    district: str
    outline: str
    water: str
    faint: str
    roads: dict[str, str]


LIGHT = Ground(
    land="#E4E9E5",
    neighbours="#ECEFEB",
    borders="#D3DAD4",
    district="#FFFFFF",
    outline="#0B6E5B",
    water="#4A7C94",
    faint="#8C9893",
    roads={"secondary": "#E3E7E2", "primary": "#D3DAD2", "trunk": "#EBDCB4", "motorway": "#E2B877"},
)
DARK = Ground(
    land="#0C1213",
    neighbours="#11191A",
    borders="#243031",
    district="#1D292A",
    outline="#2C9C80",
    water="#7FB2C9",
    faint="#66736F",
    roads={"secondary": "#2A3839", "primary": "#354546", "trunk": "#4C4733", "motorway": "#776338"},
)


def ground(theme: str) -> Ground:
    """The basemap's colours; anything but "dark" is light."""
    return DARK if theme == "dark" else LIGHT


def rgb(colour: str, alpha: int = 255) -> list[int]:
    """#RRGGBB as deck.gl wants it: [red, green, blue, alpha], each 0–255; raises ValueError."""
    return [*bytes.fromhex(colour.removeprefix("#")), alpha]
