"""The tables of contact points."""

from egnatia.kernel.models import ContentKind


class ContactPoint(ContentKind):
    """An office or a function that colleagues reach on some topics: never a person."""

    KIND = "contact-point"
