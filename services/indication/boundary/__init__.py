"""Boundaries in and out: `read` takes any of five kinds of file to WGS-84, `write` makes the files of an area."""
