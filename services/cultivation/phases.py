"""The four phases that the stages of any ladder fall into, so that a board of nine stages fits a screen.

They follow from the ladder's own declaration: what comes before the stage whose length is planned, that stage, what
follows until a title is granted, and from the title on. A ladder whose steps are edited stays readable.
"""

from data.texts import Text
from services.cultivation.ladders import ladders, planned_stage, stages

SELECTION, CULTIVATION, DECISION, TITLE = "selection", "cultivation", "decision", "title"
PHASES: dict[str, Text] = {
    SELECTION: Text("遴选", "Selection"),
    CULTIVATION: Text("培育", "Cultivation"),
    DECISION: Text("申请与评审", "Application and review"),
    TITLE: Text("认定后", "After recognition"),
}


def phase(ladder: str, stage: str) -> str:
    """The phase of a stage, a key of PHASES. A stage that the ladder no longer has counts with those before."""
    steps = ladders()[ladder].stages
    if stage not in steps:
        return SELECTION
    place, long = steps.index(stage), planned_stage(ladder)
    granted = [number for number, code in enumerate(steps) if stages()[code].years]
    if granted and place >= granted[0]:
        return TITLE
    if not long or place < steps.index(long):
        return SELECTION
    return CULTIVATION if stage == long else DECISION
