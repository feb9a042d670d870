"""The text of a proposal: Word, PDF or plain text, read in a limited process, without a temporary file."""

from egnatia.formats.documents.reading import document_text
from egnatia.formats.documents.text import DocumentText

__all__ = ["DocumentText", "document_text"]
