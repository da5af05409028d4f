"""How a figure is dressed: for the screen, where Streamlit gives ground and text, and for a picture."""

from dataclasses import dataclass, replace
from typing import Any

from services.figures.palette import LIGHT, Palette, palette

FONT = "Noto Sans CJK SC"
PICTURE_FONT = f"{FONT}, Microsoft YaHei, PingFang SC, sans-serif"


@dataclass(frozen=True, slots=True)
class Look:
    """What a figure must know of its reader: language code, theme "light" or "dark", a shared screen or not."""

    language: str
    theme: str = "light"
    large: bool = False

    @property
    def palette(self) -> Palette:
        return palette(self.theme)

    @property
    def size(self) -> int:
        """The size of small type in pixels; a shared screen is read from the back of the room."""
        return 17 if self.large else 13

    def printed(self) -> "Look":
        """The same for a picture that is passed on: always light, always the normal size."""
        return replace(self, theme="light", large=False)


def screen_config(look: Look) -> dict[str, Any]:
    """Vega-Lite configuration on screen: sizes, and the one text that Streamlit's theme leaves black."""
    return {"background": "transparent", **_sizes(look)}


def picture_config(look: Look) -> dict[str, Any]:
    """Vega-Lite configuration of an exported picture: everything explicit, on light paper."""
    words = {"labelColor": LIGHT.muted, "titleColor": LIGHT.muted}
    lines = {"gridColor": LIGHT.border, "domainColor": LIGHT.border, "tickColor": LIGHT.border}
    sizes = _sizes(look)
    return {
        **sizes,
        "font": PICTURE_FONT,
        "background": LIGHT.paper,
        "padding": 20,
        "view": {"stroke": None},
        "range": {"category": list(LIGHT.categories), "ramp": list(LIGHT.sequence), "heatmap": list(LIGHT.sequence)},
        "axis": {**sizes["axis"], **words, **lines},
        "legend": {**sizes["legend"], "labelColor": LIGHT.text, "titleColor": LIGHT.muted},
        "header": {**sizes["header"], "labelColor": LIGHT.text, "titleColor": LIGHT.muted},
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": LIGHT.text,
            "fontSize": 20,
            "subtitleColor": LIGHT.muted,
            "subtitleFontSize": 13,
            "subtitlePadding": 6,
            "subtitleLineHeight": 19,
            "offset": 16,
        },
    }


def _sizes(look: Look) -> dict[str, Any]:
    labels = {"labelFontSize": look.size, "titleFontSize": look.size, "titleFontWeight": "normal"}
    return {
        # A label for every mark, in English and with the names of fields, is no help to a reader.
        "aria": False,
        "axis": {**labels, "labelLimit": 240},
        "axisX": {"labelAngle": 0, "labelOverlap": True},
        # The unit stands upright above the numbers, clear of a legend on top.
        "axisY": {"titleAngle": 0, "titleAlign": "right", "titleX": -8, "titleY": -12},
        "legend": {**labels, "labelLimit": 240},
        "header": labels,
        "text": {"fontSize": look.size, "color": look.palette.text},
    }
