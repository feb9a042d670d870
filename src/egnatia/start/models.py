"""The tables of the start domain, feature by feature."""

from egnatia.start.onboarding.models import GuidePutAway

__all__ = ["GuidePutAway"]
