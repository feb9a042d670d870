"""Where it happens: economies with their shares, regions, and places below them."""

from collections.abc import Iterator, Mapping

from egnatia import overlap
from egnatia.activities.activities.facts import economy_of_region
from egnatia.activities.activities.presenters.values import ActivityPlace
from egnatia.formats import Location, Parsed, Recipient
from egnatia.language import economy_code
from egnatia.taxonomy.forum import ForumNames


def economies(
    facts: overlap.ActivityFacts, shares: Mapping[str, float], parsed: Parsed | None, names: ForumNames
) -> tuple[ActivityPlace, ...]:
    """In the forum's order, then what lies outside the region; shares as declared."""
    known = [each for each in names.economies if each.code in facts.economies]
    outside = sorted(facts.economies - {each.code for each in known})
    written = _as_written(parsed) if parsed else {}
    return (
        *(ActivityPlace(each.name, shares.get(each.code)) for each in known),
        *(ActivityPlace(written.get(code, code), shares.get(code)) for code in outside),
    )


def _as_written(parsed: Parsed) -> dict[str, str]:
    """What the source calls the economies that our own table does not name."""
    named = ((_code(each), each.texts[0].text) for each in parsed.economies if each.texts)
    return {code: name for code, name in named if code}


def _code(recipient: Recipient) -> str:
    return economy_code(recipient.code) or economy_code(recipient.texts[0].text)


def places(facts: overlap.ActivityFacts, parsed: Parsed | None) -> tuple[ActivityPlace, ...]:
    """Places below the economies, and regions above them."""
    published = tuple(_published(parsed, facts.economies)) if parsed else ()
    named = {place.name for place in published}
    return (*published, *(ActivityPlace(name) for name in sorted(facts.places - named)))


def _published(parsed: Parsed, economies: frozenset[str]) -> Iterator[ActivityPlace]:
    """Without what is an economy: that stands among the economies, under its own name."""
    for region in parsed.regions:
        name = region.texts[0].text if region.texts else region.code
        if name and not economy_of_region(region):
            yield ActivityPlace(name, region.percentage, "region")
    for location in parsed.locations:
        name = _name_of(location)
        if name and economy_code(name) not in economies:
            yield ActivityPlace(name, location.percentage)


def _name_of(location: Location) -> str:
    if location.names:
        return location.names[0].text
    if location.latitude is not None and location.longitude is not None:
        return f"{location.latitude}, {location.longitude}"
    return ""
