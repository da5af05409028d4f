"""What a page asks of its reader: filters and choices."""
