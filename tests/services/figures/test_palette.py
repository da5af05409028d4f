"""The palette holds for colour-blind readers and agrees with the theme on screen."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from services.days.lights import LIGHTS, OVERDUE
from services.figures.palette import DARK, LIGHT, Palette, colours, palette, tint

# Machado, Oliveira, Fernandes (2009), severity 1.0, on linear RGB.
VISION = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]


def times(matrix: Matrix, vector: Triple) -> Triple:
    a, b, c = (sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)
    return a, b, c


def linear(colour: str) -> Triple:
    r, g, b = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    a, b, c = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (r, g, b))
    return a, b, c


def lab(rgb: Triple) -> Triple:
    white = times(TO_XYZ, (1.0, 1.0, 1.0))
    ratios = (value / one for value, one in zip(times(TO_XYZ, rgb), white, strict=True))
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: str, vision: str) -> Triple:
    r, g, b = (min(1.0, max(0.0, value)) for value in times(VISION[vision], linear(colour)))
    return lab((r, g, b))


def distance(one: str, other: str, vision: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(seen(one, vision), seen(other, vision), strict=True)) ** 0.5


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((times(TO_XYZ, linear(colour))[1] for colour in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_measure_itself() -> None:
    assert distance("#000000", "#FFFFFF", "full") == pytest.approx(100, abs=0.01)
    assert distance("#FF0000", "#00FF00", "deuteranopia") < distance("#FF0000", "#00FF00", "full")
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("vision", VISION)
def test_categories_can_be_told_apart(theme: Palette, vision: str) -> None:
    closest = min(distance(one, other, vision) for one, other in combinations(theme.categories, 2))
    assert closest >= 20


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_lights_stand_out_from_the_ground(theme: Palette) -> None:
    for ground in (theme.paper, theme.panel):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5
        for light in (theme.good, theme.caution, theme.late, theme.near):
            assert contrast(light, ground) >= 3


def test_the_sequence_rises_evenly_from_the_ground() -> None:
    for theme in (LIGHT, DARK):
        steps = [contrast(colour, theme.paper) for colour in theme.sequence]
        assert steps == sorted(steps)


def test_every_light_has_a_colour_on_figures() -> None:
    assert {tint(light, LIGHT) for light in LIGHTS.values()} == {
        LIGHT.late, LIGHT.caution, LIGHT.near, LIGHT.muted, LIGHT.good,
    }  # fmt: skip
    assert (tint(OVERDUE, LIGHT), tint(OVERDUE, DARK)) == (LIGHT.late, DARK.late)
    assert tint(None, DARK) == DARK.muted


def test_a_code_keeps_its_colour_and_other_is_grey() -> None:
    codes = ("food", "drugs", "other", "seeds")
    assert colours(codes, "light") == {
        "food": "#0B6E5B", "drugs": "#CF9A2E", "seeds": "#3557B8", "other": "#A9A99C",
    }  # fmt: skip
    assert colours(("food",), "light") == {"food": "#0B6E5B"}
    assert colours([str(number) for number in range(9)], "dark")["7"] == DARK.categories[0]
    assert palette("") is LIGHT


def test_the_screen_shows_the_same_colours() -> None:
    themes = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text())["theme"]
    for name, own in (("light", LIGHT), ("dark", DARK)):
        shown = themes[name]
        assert (shown["backgroundColor"], shown["secondaryBackgroundColor"]) == (own.paper, own.panel)
        assert (shown["textColor"], shown["primaryColor"], shown["borderColor"]) == (own.text, own.primary, own.border)
        assert tuple(shown["chartCategoricalColors"]) == own.categories
        assert tuple(shown["chartSequentialColors"]) == own.sequence
        assert (shown["greenColor"], shown["orangeColor"]) == (own.good, own.caution)
        assert (shown["redColor"], shown["blueColor"], shown["grayColor"]) == (own.late, own.near, own.muted)
