"""The jobs of the public site, where the queue looks for them."""

from egnatia.public.messages.actions import send_answer
from egnatia.public.newsletter.actions import send_confirmation, send_newsletters

__all__ = ["send_answer", "send_confirmation", "send_newsletters"]
