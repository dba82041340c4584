"""Notes and other documents as files, and the template that a practice made for its notes."""

from connectors.documents.folder import DocumentsProblem, NoteFolder
from connectors.documents.office import Office, find_office
from connectors.documents.template import OwnTemplate, TemplateProblem

__all__ = ["DocumentsProblem", "NoteFolder", "Office", "OwnTemplate", "TemplateProblem", "find_office"]
