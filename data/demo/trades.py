"""What the demonstration's cases and complaints are about: acts, laws and goods that go together (trades.csv)."""

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random

TITLES = {
    "trademark_sale": "销售侵犯注册商标专用权的{goods}案",
    "trademark_use": "擅自在{goods}上使用他人标志案",
    "trademark_bag": "散装水泥灌装他人商标袋案",
    "counterfeit_goods": "销售假冒伪劣{goods}案",
    "fake_patent": "销售假冒专利的{goods}案",
    "gi_misuse": "擅自使用地理标志名称销售{goods}案",
    "mark_forgery": "伪造{goods}地理标志专用标志案",
    "seed_label": "涉嫌销售套包{goods}案",
    "confusion": "{goods}包装混淆案",
    "agency": "违法从事商标代理业务案",
}
LISTS = ("goods", "shops", "kinds", "channels", "key_objects")
DOUBTED = ("反映所购{goods}疑似假冒，要求核实处理", "反映{goods}包装标识涉嫌冒用他人标志")
SUBJECTS = {
    "trademark_sale": (*DOUBTED, "反映销售的{goods}涉嫌侵犯他人注册商标专用权"),
    "trademark_bag": ("反映散装水泥装入他人商标袋出售",),
    "fake_patent": ("反映{goods}标注的专利号疑似不实",),
    "gi_misuse": ("反映{goods}涉嫌擅自使用地理标志名称",),
    "mark_forgery": ("反映{goods}包装上的地理标志专用标志疑似伪造",),
    "seed_label": ("反映所购{goods}包装与内容不符，疑似套包",),
    "agency": ("反映代理机构违规承接商标代理业务",),
}


@dataclass(frozen=True)
class Trade:
    """One kind of matter: `weight` is how often it occurs, `usual` the usual value of the goods in yuan,
    `shops` who sells it, `kinds` the markets where it is sold, `months` when it occurs (empty: always),
    `receiver` the authority it belongs to where that isn't the bureau."""

    sector: str
    act: str
    law: str
    right: str
    goods: tuple[str, ...]
    shops: tuple[str, ...]
    kinds: tuple[str, ...]
    channels: tuple[str, ...]
    weight: int
    usual: int
    key_objects: tuple[str, ...]
    product_group: str
    months: tuple[int, ...]
    receiver: str


def _trade(row: dict[str, str]) -> Trade:
    lists = {name: tuple(filter(None, row[name].split(";"))) for name in LISTS}
    numbers = {name: int(row[name]) for name in ("weight", "usual")}
    return Trade(
        **{**row, **lists, **numbers, "months": tuple(int(month) for month in row["months"].split(";") if month)}
    )


with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
    TRADES = tuple(_trade(row) for row in csv.DictReader(file))

CEMENT_BAGS = next(trade for trade in TRADES if trade.act == "trademark_bag")
CLOTHES = next(trade for trade in TRADES if "运动鞋" in trade.goods)


def subject(chance: Random, trade: Trade, goods: str) -> str:
    """What somebody complains of."""
    return chance.choice(SUBJECTS.get(trade.act, DOUBTED)).format(goods=goods)


def trade_in(chance: Random, month: int) -> Trade:
    """A trade that occurs in that month, by weight."""
    fitting = [trade for trade in TRADES if not trade.months or month in trade.months]
    return chance.choices(fitting, [trade.weight for trade in fitting])[0]
