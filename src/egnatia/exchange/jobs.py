"""The jobs of the exchange, where the queue looks for them."""

from egnatia.exchange.contact_points.actions import send_check_letter

__all__ = ["send_check_letter"]
