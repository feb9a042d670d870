"""Weights and floors of the engine: frozen, versioned, the same for every reader and every collection."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ENGINE = "1"


@dataclass(frozen=True, slots=True)
class Constants:
    """Everything besides the two activities that a score depends on."""

    version: str = "1"
    overlap_weights: Mapping[str, float] = field(
        default_factory=lambda: {
            "place": 15,
            "purpose": 20,
            "receiver": 10,
            "time": 15,
            "type": 15,
            "text": 15,
            "group": 5,
            "size": 5,
        }
    )


SHIPPED = Constants()
VERSION = f"{ENGINE}.{SHIPPED.version}"
DEFAULT_MIN_SCORE = 35.0  # on Match.strength
