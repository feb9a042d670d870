"""The tables of the exchange."""

from egnatia.exchange.notices.models import Notice, Recall, Receipt

__all__ = ["Notice", "Recall", "Receipt"]
