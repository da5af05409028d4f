"""The bureau's own affairs: people, offices, settings, the demonstration."""
