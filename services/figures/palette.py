"""The colours, for figures and exports. Pure functions of a theme's name, "light" or "dark".

The categories keep a ΔE*ab of at least 20 between any two, for full colour vision, deuteranopia and
protanopia alike (tests/services/figures/test_palette.py, by the matrices of Machado et al. 2009).
`.streamlit/config.toml` holds the same values for the screen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle

from services.days.lights import Light


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme's colours as #RRGGBB. The last category is the grey of "other"."""

    paper: str
    panel: str
    text: str
    muted: str
    border: str
    primary: str
    good: str
    caution: str
    late: str
    near: str
    categories: tuple[str, ...]
    sequence: tuple[str, ...]


LIGHT = Palette(
    paper="#FBFBF9",
    panel="#F1F3EF",
    text="#1E2A2A",
    muted="#5F6B68",
    border="#D9DEDA",
    primary="#0B6E5B",
    good="#0B6E5B",
    caution="#B7791F",
    late="#A61E2B",
    near="#2B5BA8",
    categories=("#0B6E5B", "#CF9A2E", "#3557B8", "#A63A24", "#A9BE6E", "#4F2D66", "#5AAFD0", "#A9A99C"),
    sequence=(
        "#EFF4F0", "#DBE9E2", "#C3DCD2", "#A7CDBF", "#89BCAB",
        "#69A996", "#489581", "#2A816D", "#0B6E5B", "#064A3D",
    ),
)  # fmt: skip
DARK = Palette(
    paper="#12191A",
    panel="#1B2526",
    text="#E6ECE8",
    muted="#9AA8A4",
    border="#2F3B3B",
    primary="#2C9C80",
    good="#4BD0AD",
    caution="#E8B04A",
    late="#F2766B",
    near="#86A8F5",
    categories=("#4BD0AD", "#E8A73E", "#86A8F5", "#EF6F5A", "#EDF3B0", "#8B44C8", "#B5E4F5", "#616A67"),
    sequence=(
        "#1B2B29", "#1E3D37", "#215046", "#246456", "#277867",
        "#2B8D78", "#2FA38A", "#3AB99C", "#6FD6BE", "#B6EEDF",
    ),
)  # fmt: skip


def palette(theme: str) -> Palette:
    """The colours of "light" or "dark"; anything else, as a browser's first message may bring, is light."""
    return DARK if theme == "dark" else LIGHT


def colours(codes: Iterable[str], theme: str) -> dict[str, str]:
    """A colour for each code, by its place among all codes of its list; "other" is grey.

    Give the whole list, not what a filter left, so that a code keeps its colour.
    """
    *hues, grey = palette(theme).categories
    turn = cycle(hues)
    return {code: grey if code == "other" else next(turn) for code in codes}


# The colours of lights by the name that Streamlit's markdown gives them.
_TINTS = {"green": "good", "orange": "caution", "red": "late", "blue": "near", "gray": "muted"}


def tint(light: Light | None, theme: Palette) -> str:
    """The colour of a light on a figure, #RRGGBB; the muted one where there is none."""
    return getattr(theme, _TINTS[light.colour] if light else "muted")
