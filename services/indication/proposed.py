"""A repair as it is looked at before anybody accepts it: what it does, and which ground it would add and remove."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from data.texts import Text
from services.indication.checks import Finding
from services.indication.compare import compare
from services.indication.geometry import Area
from services.indication.repairs import MENDS, repaired

NO_PLOTS = pl.DataFrame(schema=dict.fromkeys(("code", "geometry", "point"), pl.String))


@dataclass(frozen=True, slots=True)
class Proposed:
    """Repairs of findings of one outline: their ids, the plot whose outline it is (None for the boundary), what they
    do, the geometry after them, and the ground before, after, added and removed (GeoJSON texts)."""

    ids: tuple[str, ...]
    plot: str | None
    labels: tuple[Text, ...]
    geometry: str
    before: Area
    after: Area
    added: str | None
    removed: str | None

    @property
    def change(self) -> Area:
        """The ground gained, negative where it is lost."""
        return self.after - self.before


def propose(outline: str, accepted: Sequence[Finding]) -> Proposed:
    """What repairing these findings, all of one outline, would make of it. Raises NoRepair, NotGeometry."""
    after = repaired(outline, accepted)
    made = compare(outline, after, NO_PLOTS)
    codes = {finding.code for finding in accepted}
    return Proposed(
        ids=tuple(finding.id for finding in accepted),
        plot=accepted[0].subject[0] if accepted[0].subject else None,
        labels=tuple(label for code, (label, _mend) in MENDS.items() if code in codes),
        geometry=after,
        before=made.before,
        after=made.after,
        added=made.added,
        removed=made.removed,
    )
