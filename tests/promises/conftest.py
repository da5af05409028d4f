"""What the promises share with the intake's tests: workbooks as units hand them in."""

from tests.services.intake.conftest import workbook

__all__ = ["workbook"]
