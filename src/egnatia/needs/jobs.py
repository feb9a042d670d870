"""The jobs of the needs domain, where the queue looks for them."""

from egnatia.needs.frameworks.jobs import estimate_waiting_activities, pick_up_estimates

__all__ = ["estimate_waiting_activities", "pick_up_estimates"]
