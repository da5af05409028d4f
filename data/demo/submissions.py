"""What each unit handed in each month, mostly by the fifth; two units lag."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from data.demo.days import FIRST, YEARS
from data.demo.scene import DATED, LAGGING, LAGS_FROM, Row
from data.ledgers import ledger

UNITS = {"ZD": "brigade", "TJ": "centre"}
SHANGHAI = timedelta(hours=8)


def submissions(chance: Random, people: list[Row], rows: dict[str, list[Row]]) -> list[Row]:
    """One row for each unit, ledger and whole month."""
    by_office = {person["office"]: person["name"] for person in people}
    periods = [date(year, month, 1) for year in YEARS for month in range(1, 13)]
    handed_in = []
    for name, dated in DATED.items():
        held = {(row["office"], row[dated].replace(day=1)) for row in rows[name]}
        for office in by_office:
            if UNITS.get(office, "office" if office != "IP" else "") not in ledger(name).reported_by:
                continue
            for period in periods:
                if FIRST <= period <= LAGS_FROM and not ((name, office) in LAGGING and period == LAGS_FROM):
                    content = "rows" if (office, period) in held else "nothing"
                    handed_in.append(_submission(chance, office, name, period, content, by_office[office]))
    return handed_in


def _submission(chance: Random, office: str, name: str, period: date, content: str, by: str) -> Row:
    late = chance.random() < 0.04
    following = (period + timedelta(32)).replace(day=1)
    after = following.replace(day=chance.randint(6, 13) if late else chance.randint(1, 5))
    at = datetime.combine(after, time(chance.randint(9, 16), chance.randint(0, 59)), UTC) - SHANGHAI
    return {
        "office": office,
        "ledger": name,
        "period": f"{period:%Y-%m}",
        "content": content,
        "until": following - timedelta(days=1),
        "by": by,
        "at": at,
    }
