"""Words in the quotation marks of the reader's language."""

from django.utils.translation import gettext as _


def in_quotes(words: str) -> str:
    """“Prison reform”, „Реформа затвора”."""
    return _("“%(words)s”") % {"words": words}
