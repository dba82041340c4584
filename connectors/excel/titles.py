"""How tabs are told apart."""


def plain(title: str) -> str:
    """A tab's title as people tell tabs apart: case and spaces at the ends do not count."""
    return " ".join(title.split()).casefold()
