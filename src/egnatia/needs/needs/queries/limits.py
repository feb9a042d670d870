"""How many needs of one economy may be high, for forms to say."""

from django.conf import settings


def most_highs() -> int:
    most: int = settings.MOST_HIGH_NEEDS
    return most
