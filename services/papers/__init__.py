"""Documents to hand on: one model of a paper, written as Word or PDF, and bundles of files with an index."""
