"""Claims as X12 files."""
