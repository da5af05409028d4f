"""After recognition: which market slips back. A signal asks for a look; it is no judgement and no red light.

Complaints and cases are held against the market's own past by a test, over months that every unit has handed in. Given
the total of a recent span of t1 months and of t0 months before it, a Poisson process of unchanged rate puts each event
into the recent span with probability t1 / (t0 + t1); the chance of at least as many as were seen there is the upper
tail of that binomial, exactly (Przyborowski and Wilenski, Biometrika 31, 1940). A signal is given where it lies below
LEVEL.
"""

from dataclasses import dataclass
from datetime import date
from math import comb

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers.cultivation import ENDED
from data.texts import Text
from services.cultivation.records import LEDGERS, Incidents, Records, add_months
from services.cultivation.standing import WHERE, Title, titles

SILENT_DAYS, ENDING_DAYS = 90, 180
RECENT_MONTHS, PAST_MONTHS, FEWEST_PAST_MONTHS = 3, 24, 12
LEVEL, SMALLEST_SHOWN = 0.01, 0.0001
SILENT, COVERAGE, ENDING = "silent", "coverage", "ending"


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason to look at a market that holds a title: the rule that gave it, and what was found."""

    market: str
    ladder: str
    rule: str
    text: Text


RULES: dict[str, Text] = {
    SILENT: Text(
        f"{SILENT_DAYS} 天内市场没有任何规范化工作记录",
        f"no record of the market's own work for {SILENT_DAYS} days",
    ),
    COVERAGE: Text(
        "有效准入承诺少于取得称号之日的承诺数（此后被清退且未重新签订的商户不计）",
        "fewer valid commitments than on the day of the title, leaving out who had to leave and did not sign again",
    ),
    "complaints": Text(
        f"近 {RECENT_MONTHS} 个整月投诉举报高于该市场此前至多 {PAST_MONTHS} 个月（条件二项检验，单侧，{LEVEL:.0%}）",
        f"complaints of {RECENT_MONTHS} whole months above its own past (conditional binomial test, {LEVEL:.0%})",
    ),
    "cases": Text(
        f"近 {RECENT_MONTHS} 个整月案件高于该市场此前至多 {PAST_MONTHS} 个月（条件二项检验，单侧，{LEVEL:.0%}）",
        f"cases of {RECENT_MONTHS} whole months above its own past (conditional binomial test, {LEVEL:.0%})",
    ),
    ENDING: Text(f"称号 {ENDING_DAYS} 天内到期或已到期", f"the title runs out within {ENDING_DAYS} days, or is over"),
}


def signals(records: Records, incidents: Incidents) -> list[Signal]:
    """Every signal of the day, by market. A market with two titles is watched once, by the newer one; only that a
    title runs out is said of each."""
    ended = set(records["cultivation"].filter(pl.col("state") == ENDED).select(WHERE).rows())
    held = [title for title in titles(records) if (title.market, title.ladder) not in ended]
    newest = {title.market: title for title in sorted(held, key=lambda title: title.since)}
    found = [_ending(title, records.as_of) for title in held]
    for title in newest.values():
        found += [_silent(records, title), _fallen(records, title)]
        found += [_above(incidents, title, measure) for measure in incidents.reported]
    return sorted((one for one in found if one), key=lambda one: (one.market, one.ladder, list(RULES).index(one.rule)))


def _ending(title: Title, as_of: date) -> Signal | None:
    if title.until is None or (left := (title.until - as_of).days) > ENDING_DAYS:
        return None
    zh, en = (f"还有 {left} 天", f"{left} days left") if left >= 0 else (f"已过 {-left} 天", f"{-left} days over")
    text = Text(f"称号 {title.until} 到期，{zh}", f"the title holds to {title.until}, {en}")
    return Signal(title.market, title.ladder, ENDING, text)


def last_record(records: Records, market: str) -> date | None:
    """The day of the market's last record in any of its own ledgers; None when there is none."""
    days = [records[name].filter(pl.col("market") == market)[ledger_of(name).dated].max() for name in LEDGERS]
    return max((day for day in days if isinstance(day, date)), default=None)


def _silent(records: Records, title: Title) -> Signal | None:
    last = last_record(records, title.market)
    days = (records.as_of - (last or title.since)).days
    if days < SILENT_DAYS:
        return None
    text = Text(f"最近一条记录距今 {days} 天", f"the last record is {days} days old")
    return Signal(title.market, title.ladder, SILENT, text)


def committed(records: Records, market: str, day: date) -> set[int]:
    """The merchants (as `Records` tells them apart) with a commitment valid on a day who had not had to leave."""
    signed = records["commitments"].filter(pl.col("market") == market, pl.col("signed_on") <= day)
    valid = signed.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") >= day))
    left = records["exits"].filter(pl.col("market") == market, pl.col("exited_on") <= day)
    since = left.group_by("merchant").agg(pl.col("exited_on").max())
    back = valid.join(since, on="merchant", how="left").filter(
        pl.col("exited_on").is_null() | (pl.col("signed_on") > pl.col("exited_on"))
    )
    return set(back["merchant"].to_list())


def _fallen(records: Records, title: Title) -> Signal | None:
    now = committed(records, title.market, records.as_of)
    left = records["exits"].filter(pl.col("market") == title.market, pl.col("exited_on") > title.since)
    before = committed(records, title.market, title.since) - (set(left["merchant"].to_list()) - now)
    if len(now) >= len(before):
        return None
    text = Text(f"有效承诺 {len(before)} → {len(now)} 户", f"valid commitments {len(before)} → {len(now)}")
    return Signal(title.market, title.ladder, COVERAGE, text)


def chance(recent: int, past: int, recent_months: int, past_months: int) -> float:
    """The chance of at least `recent` of all the events in the recent months, at an unchanged rate."""
    together = recent + past
    tail = sum(
        comb(together, count) * recent_months**count * past_months ** (together - count)
        for count in range(recent, together + 1)
    )
    return tail / (recent_months + past_months) ** together


def unreported(incidents: Incidents) -> tuple[str, ...]:
    """The measures of which not every unit has handed in the recent months: no market is held against its past there,
    for what was counted is too low."""
    lately = [add_months(incidents.last, -count) for count in range(RECENT_MONTHS)]
    return tuple(
        measure for measure, reported in incidents.reported.items() if reported and not reported.issuperset(lately)
    )


def _above(incidents: Incidents, title: Title, measure: str) -> Signal | None:
    back = [add_months(incidents.last, -count) for count in range(RECENT_MONTHS + PAST_MONTHS)]
    lately, before = back[:RECENT_MONTHS], incidents.reported[measure].intersection(back[RECENT_MONTHS:])
    past_months = len(before)
    if past_months < FEWEST_PAST_MONTHS or not incidents.reported[measure].issuperset(lately):
        return None
    own = incidents.counts.filter(pl.col("market") == title.market, pl.col("measure") == measure)
    recent, past = (int(own.filter(pl.col("month").is_in(list(months)))["n"].sum()) for months in (lately, before))
    likely = chance(recent, past, RECENT_MONTHS, past_months)
    if likely >= LEVEL:
        return None
    p = f"p={likely:.4f}" if likely >= SMALLEST_SHOWN else f"p<{SMALLEST_SHOWN}"
    text = Text(
        f"近 {RECENT_MONTHS} 个月 {recent} 件，此前 {past_months} 个月共 {past} 件（{p}）",
        f"{recent} in {RECENT_MONTHS} months, {past} in the {past_months} months before ({p})",
    )
    return Signal(title.market, title.ladder, measure, text)
