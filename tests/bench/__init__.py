"""Benchmarks: `python run.py bench` measures the board beside a blank page; docs/performance.md says what came out."""
