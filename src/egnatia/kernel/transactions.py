"""A step inside a transaction that may fail without undoing the rest."""

from contextlib import AbstractContextManager

from django.db import transaction


def savepoint() -> AbstractContextManager[None]:
    """What runs inside is undone alone if it raises."""
    return transaction.atomic()
