"""What a page shows: figures, tiles, maps, tables, sources."""
