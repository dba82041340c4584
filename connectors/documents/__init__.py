"""Note drafts as files."""

from connectors.documents.folder import DocumentsProblem, NoteFolder

__all__ = ["DocumentsProblem", "NoteFolder"]
