"""What domains may listen to, so that they need not know each other."""

from django.dispatch import Signal

# Sent with `record` inside the transaction in which its marking changed.
record_marked = Signal()
