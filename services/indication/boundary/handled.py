"""What was found odd in a boundary file and how it was handled, as notes for people."""

from collections.abc import Mapping

from data.texts import Text

SHOWN = 10

Numbers = dict[str, list[int]]
"""The numbers (from 1) of the features each oddity was met in, by the keys of ODDITIES."""

ODDITIES = {
    "flat": Text("带有高程，只取平面位置", "had heights: only the plane position was taken"),
    "closed": Text("环首尾未闭合，已用首点闭合", "had an open ring: it was closed with its first point"),
    "curved": Text(
        "含圆弧，已化为折线（每 0.5° 一点，半径 10 km 内偏差小于 0.1 m）",
        "had arcs: they were drawn as lines, a point each half degree (less than 0.1 m off up to a radius of 10 km)",
    ),
    "gathered": Text("图形集合已合为一个多部件面", "was a collection: its polygons were taken as one of several parts"),
    "empty": Text("没有图形，未读入", "had no geometry and was left out"),
}


def meet(numbers: Numbers, oddity: str, feature: int) -> None:
    """Remember an oddity of a feature, once."""
    met = numbers.setdefault(oddity, [])
    if feature not in met:
        met.append(feature)


def notes(numbers: Mapping[str, list[int]]) -> list[Text]:
    """One sentence an oddity, naming the features."""
    return [_sentence(ODDITIES[oddity], numbers[oddity]) for oddity in ODDITIES if oddity in numbers]


def _sentence(what: Text, features: list[int]) -> Text:
    shown = [str(number) for number in features[:SHOWN]]
    more = len(features) > SHOWN
    return Text(
        f"第 {'、'.join(shown)} {'等 ' + str(len(features)) + ' ' if more else ''}个要素{what.zh}",
        f"feature {', '.join(shown)}{f' and others ({len(features)} in all)' if more else ''} {what.en}",
    )
