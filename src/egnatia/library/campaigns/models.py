"""The table of campaigns."""

from egnatia.kernel.models import ContentKind


class Campaign(ContentKind):
    """Awareness work: message, audience, material, languages, results."""

    KIND = "campaign"
