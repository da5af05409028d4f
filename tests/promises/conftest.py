"""What the promises share with the intake's tests: workbooks as units hand them in, and the intake that receives them."""

from tests.services.intake.conftest import cases, clock, hand_in, workbook

__all__ = ["cases", "clock", "hand_in", "workbook"]
