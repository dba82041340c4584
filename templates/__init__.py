"""The words: notes and texts, and the functions that fill them in."""
