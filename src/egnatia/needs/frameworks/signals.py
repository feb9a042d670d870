"""What other features may listen to."""

from django.dispatch import Signal

# Sent with `ids`, the records of activities whose objectives were written, inside the transaction that does it.
aims_changed = Signal()
