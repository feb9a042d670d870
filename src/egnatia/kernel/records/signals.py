"""What happens to any record, for whoever has to follow: a signal tells, and asks nothing."""

from django.dispatch import Signal

# Sent with `record` and `by`, who marked it, inside the transaction in which its marking changed.
record_marked = Signal()
