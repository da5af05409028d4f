"""How the sizes of ground and distances are said in a finding, in both languages."""

from collections.abc import Sequence

from data.texts import Text
from services.ground.geometry import SQUARE_METRES_OF_A_HECTARE, Area
from services.words.formats import minus

METRES = Text("米", "m")
SQUARE_METRES = Text("平方米", "m²")
SQUARE_KILOMETRES = Text("平方千米", "km²")
PERCENT = Text("%", "%")
HECTARE_DECIMALS, MU_DECIMALS = 2, 1
LEAST_SHARE = 0.0005


def figure(value: float) -> str:
    """A measured value with as many decimals as it bears: 0.43, 12.3, 1,234."""
    return minus(f"{value:,.{2 if abs(value) < 10 else 1 if abs(value) < 100 else 0}f}")


def mu(value: float) -> str:
    """A size in 亩: to 0.1, a small one to 0.01."""
    return minus(f"{value:,.{MU_DECIMALS if abs(value) >= 10 else 2}f}")


def metres(value: float) -> Text:
    return Text(f"{figure(value)} 米", f"{figure(value)} m")


def percent(share: float) -> str:
    """A share between 0 and 1: 5.2%. What is more than nothing and less than all doesn't become 0.0% or 100.0%."""
    if 0 < share < LEAST_SHARE:
        return "<0.1%"
    return ">99.9%" if 1 - LEAST_SHARE < share < 1 else f"{share * 100:.1f}%"


def ground(area: Area) -> Text:
    """A size of ground as it is said everywhere: hectares to 0.01, below one of them square metres, and 亩 to 0.1."""
    if abs(area.square_metres) < SQUARE_METRES_OF_A_HECTARE:
        small = figure(area.square_metres)
        return Text(f"{small} 平方米（{mu(area.mu)} 亩）", f"{small} m² ({mu(area.mu)} mu)")
    hectares = minus(f"{area.hectares:,.{HECTARE_DECIMALS}f}")
    return Text(f"{hectares} 公顷（{mu(area.mu)} 亩）", f"{hectares} ha ({mu(area.mu)} mu)")


def subject(codes: Sequence[str]) -> Text:
    """Whose outline it is: that of the area, or of one plot."""
    return Text(f"地块 {codes[0]} ", f"Plot {codes[0]}") if codes else Text("范围界线", "The boundary")
