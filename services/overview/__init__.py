"""The overview: what the subjects below say, side by side."""
