"""What the promises share with the intake: workbooks as units hand them in, and what receives them."""

from tests.services.intake.conftest import cases, clock, hand_in, workbook

__all__ = ["cases", "clock", "hand_in", "workbook"]
