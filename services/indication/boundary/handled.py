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
    "wound": Text(
        "环的方向与规范不符，已按位置区分外界与空洞，请在地图上核对",
        "had rings wound against the standard: which are outer and which are holes was told by their place; look at "
        "the map",
    ),
    "outside": Text(
        "有按空洞方向绘制、却在外界之外的环：按空洞保留，检查会指出，不计入面积；若是另一块，请反向后重新导出",
        "has a ring wound as a hole that lies outside: it is kept as a hole for the checks to report, its ground isn't "
        "counted; if it is another part, turn it round and export again",
    ),
    "apart": Text(
        "有写明环号、却在第一环之外的环：按空洞保留，检查会指出，不计入面积；若是另一块，请加“部分”列",
        "has a numbered ring outside its first: it is kept as a hole for the checks to report and isn't counted; "
        "if it is another part, number the parts in a column of their own",
    ),
    "parted": Text(
        "由几个环组成，已按位置区分外界与空洞", "has several rings: outer ones and holes were told by place"
    ),
    "deleted": Text("在属性表中已标记删除，未读入", "is marked as deleted in the .dbf and was left out"),
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
