"""Claims as X12 files, and what is answered about them."""

from connectors.x12.acknowledgements import read_answers
from connectors.x12.files import batch_files
from connectors.x12.folder import ClaimFolder
from connectors.x12.remittances import read_remittances

__all__ = ["ClaimFolder", "batch_files", "read_answers", "read_remittances"]
