"""Standardised markets (task 10): ladders and criteria, scores, progress, what is missing, who slips back."""
