"""The ground: coordinate systems and geometry, whatever lies on it."""
