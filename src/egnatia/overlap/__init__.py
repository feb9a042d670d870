"""Which activities concern the same work, and why: the rules, pure functions on plain values.

Read from top to bottom: activity, prepare, keys, same, chain, overlap, series, score, evidence; and similarity, which
gives no verdict. They load no arrays:
`arrays` compares whole collections, `rows` is what a database keeps, `spark` is for what one machine is too small for.
"""

from egnatia.overlap.activity import BANDS, ActivityFacts, OrganisationMention, Reference, Text
from egnatia.overlap.concepts import ConceptProfile, apart, said
from egnatia.overlap.constants import DEFAULT_MIN_SCORE, SHIPPED, VERSION, Constants
from egnatia.overlap.keys import across, by_name, days_of_keys, keys
from egnatia.overlap.match import DOUBTS, KINDS, Component, Evidence, Kind, MatchResult
from egnatia.overlap.prepare import Prepared, prepare
from egnatia.overlap.resemblance import resemblance
from egnatia.overlap.score import score
from egnatia.overlap.series import series
from egnatia.overlap.similarity import Similarity, similar

__all__ = [
    "BANDS",
    "DEFAULT_MIN_SCORE",
    "DOUBTS",
    "KINDS",
    "SHIPPED",
    "VERSION",
    "ActivityFacts",
    "Component",
    "ConceptProfile",
    "Constants",
    "Evidence",
    "Kind",
    "MatchResult",
    "OrganisationMention",
    "Prepared",
    "Reference",
    "Similarity",
    "Text",
    "across",
    "apart",
    "by_name",
    "days_of_keys",
    "keys",
    "prepare",
    "resemblance",
    "said",
    "score",
    "series",
    "similar",
]
