"""The jobs of the reporting domain, where the queue looks for them."""

from egnatia.reporting.snapshots.jobs import end_of_silence

__all__ = ["end_of_silence"]
