"""The jobs of the rounds domain, where the queue looks for them."""

from egnatia.rounds.delegation.jobs import send_section_letter
from egnatia.rounds.rounds.jobs import send_round_letter

__all__ = ["send_round_letter", "send_section_letter"]
