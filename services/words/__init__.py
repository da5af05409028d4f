"""Words: how values are written, and the languages of the interface."""
