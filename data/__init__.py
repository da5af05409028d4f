"""What is kept: declarations, the store, map data, catalogues, demonstration ledgers."""
