"""Weights and floors of the engine: frozen, versioned, the same for every reader and every collection."""

import zlib
from dataclasses import dataclass

ENGINE = "10"  # raised whenever keys or scores change
TABLES = "5"  # raised whenever a shipped table changes: term weights, concepts, lexicon, organisations, economies

Weights = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Constants:
    """Everything besides the two activities that a score depends on. The weights of each kind sum to 100."""

    version: str = "1"
    # Starting weights; later they are learned from views on matches that every member may see.
    overlap_weights: Weights = (
        ("place", 15),
        ("purpose", 20),
        ("receiver", 10),
        ("time", 15),
        ("type", 15),
        ("text", 15),
        ("group", 5),
        ("size", 5),
    )
    same_weights: Weights = (("title", 40), ("money", 15), ("time", 20), ("place", 10), ("size", 15))
    chain_weights: Weights = (("roles", 40), ("time", 20), ("size", 20), ("place", 20))
    series_weights: Weights = (("title", 60), ("money", 40))
    # For somebody who asks with a text: what it says decides, then names, dates and size.
    resemblance_weights: Weights = (("text", 50), ("name", 20), ("time", 20), ("size", 10))
    likeness_floor: float = 0.05  # of meaning, from which two texts may speak of one thing in other words
    much_alike: float = 0.5  # likeness of meaning that reworded texts hardly pass
    most_names: int = 3  # rare words in common; more say no more
    resemblance_floor: float = 20.0  # score from which a resemblance is worth a look
    near_equal: float = 0.85  # titles alike enough to be one
    reworded: float = 0.4  # texts alike enough to be one work, where the facts agree (agreement.py)
    telling_title: int = 14  # sum of term weights below which a title is too general to identify a project
    same_programme: float = 0.6  # titles alike enough to be one programme
    text_floor: float = 0.6  # texts alike enough to connect two activities by themselves
    text_weight: int = 19  # … and the sum of weights of the words that they share
    name_weight: int = 9  # class from which one shared word is a rare name
    words_with_name: int = 18  # sum of weights of the shared words, the name among them: "special court" is too little
    word_weight: int = 4  # class from which a shared word says something about the work
    purpose_floor: float = 0.3  # texts alike enough to speak of one purpose, beside another specific thing
    theme_floor: float = 0.4  # … and alike enough without the names in them
    place_floor: float = 0.2  # texts alike enough for a place in common to mean one piece of work
    place_weight: int = (
        15  # … and the sum of weights of the words that they share: "water and sanitation" is too little
    )
    meant_floor: float = 0.45  # texts in two languages alike enough in concepts to connect two activities
    meant_weight: float = 16.0  # … and the sum of what the concepts that they share are worth
    meant_beside: float = 7.0  # … of which so much remains without the most telling one
    meant_as_one: float = 0.7  # titles or texts in two languages alike enough to be one
    sector_floor: float = 0.9  # titles alike enough to outweigh that the sectors differ
    undated_floor: float = (
        0.85  # titles alike enough where dates are missing, a description too, and nothing telling is shared
    )
    other_scale: float = 12.0  # times that one amount is of the other, from which they are of another order
    scale_floor: float = 0.7  # texts alike enough to be one piece of work nevertheless
    purpose_concepts: int = 3  # concepts in common that speak of one purpose; two where one is telling
    most_places: int = 6  # an activity in more places than these is not specific about any
    nested_days: int = 190  # how far passed-on funding may reach beyond the one it comes from
    few_economies: int = 3  # more than these make an activity regional


SHIPPED = Constants()
VERSION = f"{ENGINE}.{TABLES}.{SHIPPED.version}"
MADE_BY = zlib.crc32(VERSION.encode()).to_bytes(
    4, "big"
)  # stands before each stored row: of another one it means nothing
DEFAULT_MIN_SCORE = 42.0  # on Match.strength, score times confidence
