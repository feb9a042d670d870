"""Which activities concern the same work, and why: pure functions on plain values."""

from egnatia.overlap.activity import BANDS, Activity, Organisation, Reference, Text
from egnatia.overlap.constants import DEFAULT_MIN_SCORE, SHIPPED, VERSION, Constants
from egnatia.overlap.index import Index
from egnatia.overlap.kept import laid_out, that_may_match
from egnatia.overlap.keys import across, by_name, days_of_keys, keys
from egnatia.overlap.match import DOUBTS, KINDS, Component, Evidence, Kind, Match
from egnatia.overlap.meaning import likenesses, meaning
from egnatia.overlap.prepared import Prepared, prepare
from egnatia.overlap.resemblance import resemblance
from egnatia.overlap.said import Said, apart, packed, said, unpacked
from egnatia.overlap.scoring import score
from egnatia.overlap.series import series

__all__ = [
    "BANDS",
    "DEFAULT_MIN_SCORE",
    "DOUBTS",
    "KINDS",
    "SHIPPED",
    "VERSION",
    "Activity",
    "Component",
    "Constants",
    "Evidence",
    "Index",
    "Kind",
    "Match",
    "Organisation",
    "Prepared",
    "Reference",
    "Said",
    "Text",
    "across",
    "apart",
    "by_name",
    "days_of_keys",
    "keys",
    "laid_out",
    "likenesses",
    "meaning",
    "packed",
    "prepare",
    "resemblance",
    "said",
    "score",
    "series",
    "that_may_match",
    "unpacked",
]
