"""What a page shows: figures, tiles, maps, sources."""
