"""The table of documents."""

from egnatia.kernel.models import ContentKind


class LibraryDocument(ContentKind):
    """A study, training material, minutes or a report, with what is needed to cite it."""

    KIND = "document"
