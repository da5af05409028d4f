"""Workbooks in: read → recognise → validate → compare → stage → confirm, a file each.

`read` knows files, `recognise` sheets and headers, `parse` cells, `validate` rows, `compare` the store;
`stage` keeps what they found under an id that survives a reload, and turns it into one commit.
"""
