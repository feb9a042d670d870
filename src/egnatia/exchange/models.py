"""The tables of the exchange."""

from egnatia.kernel.models import ContentKind


class Notice(ContentKind):
    """Something that members should know: a training with free places, a new law, a call, a change of address."""

    KIND = "notice"
