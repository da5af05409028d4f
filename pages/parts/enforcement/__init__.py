"""The parts of the enforcement page, a file each: every one draws itself from what was chosen."""
