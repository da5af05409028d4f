"""The figures of the geographical indication."""
