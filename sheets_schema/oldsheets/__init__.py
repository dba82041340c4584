"""Old sheets brought in: which lists stand in them, what they say, and which rows the practice gets from that."""

from sheets_schema.oldsheets.marks import plain_mark
from sheets_schema.oldsheets.proposal import Choices, NewRow, Proposal
from sheets_schema.oldsheets.proposing import propose
from sheets_schema.oldsheets.said import Place, Said
from sheets_schema.oldsheets.standing import Standing, standing

__all__ = ["Choices", "NewRow", "Place", "Proposal", "Said", "Standing", "plain_mark", "propose", "standing"]
