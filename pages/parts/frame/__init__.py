"""What is round every page: its run, its address, its head."""
