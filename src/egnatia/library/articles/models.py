"""The table of articles."""

from egnatia.kernel.models import ContentKind


class Article(ContentKind):
    """A piece of news."""

    KIND = "article"
