"""The figures of enforcement."""
