"""The views of the page Administration."""
