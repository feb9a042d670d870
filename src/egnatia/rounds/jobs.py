"""The jobs of the rounds domain, where the queue looks for them."""

from egnatia.rounds.delegation.actions import send_section_letter

__all__ = ["send_section_letter"]
