"""Days: the clock, working days and limits, and the lights of what is due."""
