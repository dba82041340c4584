"""The memory of what was done."""
