"""One market's own work in numbers: commitments, compensation, exits, training, self-inspections, credit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

import polars as pl

from data.ledgers.compensations import CLAIM, FUND
from services.cultivation.records import Records
from services.cultivation.watch import committed


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers up to the day of the records. `merchants` is the register's, None where nobody entered it; `coverage`
    the share of them with a valid commitment; `fund` paid in less claims paid; `days_to_pay` the median of the
    claims; `grades` the merchants by their last grade; `punished` the joint punishments in force."""

    merchants: int | None
    committed: int
    coverage: float | None
    fund: Decimal
    claims: int
    paid: Decimal
    days_to_pay: float | None
    exits: int
    unsettled: int
    trainings: int
    attendees: int
    checks: int
    found: int
    mended: int
    grades: Mapping[str, int]
    punished: int


def summary(records: Records, market: str) -> Summary:
    """The numbers of one market that is on a ladder; KeyError for another."""
    own = records.of(market)
    if own.markets.is_empty():
        raise KeyError(market)
    merchants = own.markets["merchants"].to_list()[0]
    signed = len(committed(own, market, own.as_of))
    claims = own["compensations"].filter(pl.col("kind") == CLAIM)
    funds = own["compensations"].filter(pl.col("kind") == FUND)
    paid = Decimal(claims["amount"].sum())
    exits, trainings, checks = own["exits"], own["market_trainings"], own["self_inspections"]
    days = claims["days_to_pay"].drop_nulls().to_list()
    return Summary(
        merchants=merchants,
        committed=signed,
        coverage=signed / merchants if merchants else None,
        fund=Decimal(funds["amount"].sum()) - paid,
        claims=claims.height,
        paid=paid,
        days_to_pay=median(days) if days else None,
        exits=exits.height,
        unsettled=exits.filter(~pl.col("settled").fill_null(False)).height,
        trainings=trainings.height,
        attendees=int(trainings["attendees"].sum()),
        checks=checks.height,
        found=int(checks["found"].sum()),
        mended=int(checks["mended"].sum()),
        grades=_grades(own["credit_grades"]),
        punished=own["joint_punishments"].filter(pl.col("ends_on").is_null() | (pl.col("ends_on") >= own.as_of)).height,
    )


def _grades(rows: pl.DataFrame) -> dict[str, int]:
    last = rows.sort("graded_on", "id").group_by("merchant", maintain_order=True).last()
    return dict(last.group_by("grade").len().sort("grade").iter_rows())
