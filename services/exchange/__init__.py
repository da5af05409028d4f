"""What leaves the board for a person's own tools: templates, exports, the data dictionary."""
