"""What a reader does: commands and what came of them, long work, downloads."""
