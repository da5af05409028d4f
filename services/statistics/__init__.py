"""Methods of statistics, one a file, each with its source; they know no subject."""
