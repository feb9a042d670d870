"""Who works where in an invented region: organisations, places, institutions. Names are made of syllables."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

from benchmarks.generated.drawing import Weighted, by_rank

from egnatia.overlap import OrganisationMention

# Shares are invented: some economies have more activities than others.
ECONOMIES = Weighted({
    "ALB": 9, "BIH": 10, "BGR": 8, "HRV": 6, "GRC": 5, "XKX": 10, "MDA": 8, "MNE": 6, "MKD": 8, "ROU": 8, "SRB": 11,
    "SVN": 4, "TUR": 7,
})  # fmt: skip
# In public registers an implementer has two or three activities on average, and the busiest of an economy one in forty.
# Of the funders here five pay for half of everything.
FUNDERS, STEEPNESS_OF_FUNDERS = 60, 1.0
ACTIVITIES_OF_A_PARTNER, STEEPNESS_OF_PARTNERS = 2.5, 0.75
ACTIVITIES_OF_AN_INSTITUTION = 20
FEWEST = 5
PLACES = 60  # of an economy
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeio"]
_BODIES = ("Fund", "Agency", "Development Bank", "Foundation", "Cooperation")
_PARTNERS = ("Centre", "Institute", "Association", "Consulting", "Initiative", "Network")
_INSTITUTIONS = ("Academy", "Directorate", "Municipality", "Prosecution Office", "Hospital", "Inspectorate")


@dataclass(frozen=True, slots=True)
class Economy:
    """Who and what is found in one economy, the most active first."""

    partners: Weighted[OrganisationMention]
    institutions: Weighted[OrganisationMention]
    places: Weighted[str]


@dataclass(frozen=True, slots=True)
class World:
    """All that invented activities refer to."""

    funders: Weighted[OrganisationMention]
    economies: dict[str, Economy]


def world(rng: Random, count: int) -> World:
    """A world in which `count` activities take place."""
    names: dict[str, None] = {}

    def organisations(number: float, kinds: tuple[str, ...], steepness: float = 0.0) -> Weighted[OrganisationMention]:
        found = [
            OrganisationMention(f"{_name(rng, names)} {rng.choice(kinds)}") for _ in range(max(FEWEST, round(number)))
        ]
        return by_rank(found, steepness)

    def economy() -> Economy:
        return Economy(
            partners=organisations(each / ACTIVITIES_OF_A_PARTNER, _PARTNERS, STEEPNESS_OF_PARTNERS),
            institutions=organisations(each / ACTIVITIES_OF_AN_INSTITUTION, _INSTITUTIONS),
            places=by_rank([_name(rng, names) for _ in range(PLACES)], 0.0),
        )

    each = count / len(ECONOMIES)
    return World(organisations(FUNDERS, _BODIES, STEEPNESS_OF_FUNDERS), {code: economy() for code in ECONOMIES})


def _name(rng: Random, taken: dict[str, None]) -> str:
    """A name that nobody in this world has yet."""
    while (name := "".join(rng.choices(_SYLLABLES, k=rng.choice((3, 4)))).capitalize()) in taken:
        continue
    taken[name] = None
    return name


@cache
def sectors() -> tuple[str, ...]:
    """The DAC purposes (five digits) that the product knows."""
    text = files("egnatia.taxonomy").joinpath("terms.json").read_text(encoding="utf-8")
    codes = [entry["code"] for entry in json.loads(text)["sector"]]
    return tuple(code for code in codes if len(code) == len("DAC:15210"))


@cache
def types() -> tuple[str, ...]:
    """Intervention types."""
    text = files("egnatia.taxonomy").joinpath("terms.json").read_text(encoding="utf-8")
    return tuple(entry["code"] for entry in json.loads(text)["intervention-type"])
