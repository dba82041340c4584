"""Claims as X12 files."""

from connectors.x12.files import batch_files
from connectors.x12.folder import ClaimFolder

__all__ = ["ClaimFolder", "batch_files"]
