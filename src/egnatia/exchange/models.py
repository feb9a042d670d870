"""The tables of the exchange."""

from egnatia.exchange.notices.models import Notice

__all__ = ["Notice"]
