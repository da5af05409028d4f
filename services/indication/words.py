"""How the sizes of ground and distances are said in a finding, in both languages."""

from collections.abc import Sequence

from data.texts import Text
from services.indication.geometry import SQUARE_METRES_OF_A_HECTARE, Area

METRES = Text("米", "m")
SQUARE_METRES = Text("平方米", "m²")
SQUARE_KILOMETRES = Text("平方千米", "km²")
PERCENT = Text("%", "%")


def figure(value: float) -> str:
    """A measured value with as many decimals as it bears: 0.43, 12.3, 1,234."""
    return f"{value:,.{2 if abs(value) < 10 else 1 if abs(value) < 100 else 0}f}"


def metres(value: float) -> Text:
    return Text(f"{figure(value)} 米", f"{figure(value)} m")


def percent(share: float) -> str:
    """A share between 0 and 1: 5.2%."""
    return f"{share * 100:.1f}%"


def ground(area: Area) -> Text:
    """Square metres, from one hectare on hectares, with 亩 in brackets."""
    small = abs(area.square_metres) < SQUARE_METRES_OF_A_HECTARE
    value = figure(area.square_metres if small else area.hectares)
    zh, en = ("平方米", "m²") if small else ("公顷", "ha")
    return Text(f"{value} {zh}（{figure(area.mu)} 亩）", f"{value} {en} ({figure(area.mu)} mu)")


def subject(codes: Sequence[str]) -> Text:
    """Whose outline it is: that of the area, or of one plot."""
    return Text(f"地块 {codes[0]} ", f"Plot {codes[0]}") if codes else Text("范围界线", "The boundary")
