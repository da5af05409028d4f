"""The year's plan: its tasks clause by clause, and how each stands."""
