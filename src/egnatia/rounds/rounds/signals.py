"""What other features may listen to."""

from django.dispatch import Signal

# Sent with the `round` that somebody is about to withdraw and `by`, inside the transaction that does it and with the
# round's record locked. Whatever a receiver raises keeps the round where it is.
round_leaving = Signal()
