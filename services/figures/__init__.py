"""Figures: typed input, chart or bytes out, no web framework."""
