"""What other features may listen to."""

from django.dispatch import Signal

# Sent with `ids`, the records of activities that were stored or changed, inside the transaction that does it.
activities_stored = Signal()
