"""Sentences about rows as such."""

ROWS: dict[str, str] = {
    "ROWS_GONE": "{tab}: {missing} of {known} rows were there and are gone. "
    "Put them back if that was a mistake; the tab waits until then.",
    "ROWS_OTHER_QUESTION": "Kind and About of this row are another question's. If a column was sorted by itself, undo that; the answer waits.",
    "ROWS_BACK": "These rows are back, or their going was agreed to. Nothing waits for this any more.",
}
