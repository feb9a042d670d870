"""What rooms may listen to."""

from django.dispatch import Signal

# Sent inside the transaction that puts another version of the framework that describes activities in use.
framework_replaced = Signal()
