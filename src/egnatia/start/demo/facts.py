"""From an activity of the demo to what the match engine reads of it. Pure."""

from collections.abc import Iterable

from egnatia import formats, overlap
from egnatia.start.demo import fixtures
from egnatia.start.demo.fixtures import DemoActivity, DemoOrganisation


def facts_of(activity: DemoActivity) -> overlap.ActivityFacts:
    """The facts of `activity`; its reference is its key. Organisations stand under their first name."""
    named = {organisation.key: organisation for organisation in fixtures.organisations()}
    return overlap.ActivityFacts(
        ref=activity.key,
        source=activity.source,
        identifiers=activity.identifiers,
        titles=_texts(activity.titles),
        descriptions=_texts(activity.descriptions),
        economies=frozenset(activity.economies),
        places=frozenset(activity.places),
        start=activity.start,
        end=activity.end,
        amount=activity.amount,
        currency=activity.currency,
        band=activity.band,
        reporters=_organisations(activity.reporters, named),
        funders=_organisations(activity.funders, named),
        implementers=_organisations(activity.implementers, named),
        receivers=_organisations(activity.receivers, named),
        sectors=frozenset(f"DAC:{code}" for code in activity.sectors),
        objectives=frozenset(activity.objectives),
        types=frozenset(activity.types),
        groups=frozenset(activity.groups),
        references=tuple(overlap.Reference(each.kind, each.identifier) for each in activity.references),
    )


def _texts(by_language: dict[str, str]) -> tuple[overlap.Text, ...]:
    return tuple(overlap.Text(text, language) for language, text in by_language.items())


def _organisations(keys: Iterable[str], named: dict[str, DemoOrganisation]) -> tuple[overlap.OrganisationMention, ...]:
    return tuple(overlap.OrganisationMention(named[key].names["en"]) for key in keys)


def content_of(activity: DemoActivity) -> bytes:
    """As if it had been published: where its places lie. "{}" where it names none."""
    if not activity.places:
        return b"{}"
    known = fixtures.positions()
    locations = tuple(_location(place, *known[place]) for place in activity.places)
    return formats.Parsed(activity.key, (), format="", locations=locations).to_json()


def _location(name: str, latitude: float, longitude: float) -> formats.Location:
    return formats.Location((formats.Narrative(name),), latitude=latitude, longitude=longitude)
