"""The objectives of the framework in use."""

from egnatia.kernel.forum import terms
from egnatia.needs.needs.objectives import Objectives


def objectives() -> Objectives:
    """One query, the same for every reader."""
    return Objectives(terms("objective"))
