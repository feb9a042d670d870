"""From the form to the facts of an activity, and from the facts to the form."""

from dataclasses import replace
from typing import Any

from egnatia import overlap
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.forms.activity import SHARE, ActivityForm
from egnatia.activities.activities.forms.bodies import Bodies
from egnatia.activities.activities.forms.short import Bodies as Mentions
from egnatia.activities.activities.forms.short import bodies_named, first_replaced, own_economy
from egnatia.activities.activities.queries.initial import Editable
from egnatia.kernel.access.reader import Reader
from egnatia.language import is_economy, language_group
from egnatia.language.identify import identify
from egnatia.overlap import Text
from egnatia.pages.labels import LANGUAGE
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary


def facts_of_form(form: ActivityForm, bodies: Bodies, before: overlap.ActivityFacts | None) -> overlap.ActivityFacts:
    """What was entered, after `is_valid()`; what the form does not ask for stays as it was before."""
    said = form.cleaned_data
    base = before or overlap.ActivityFacts(ref="")
    lang = said["language"] if before or _can_be(said["language"], f"{said['title']} {said['description']}") else ""
    return replace(
        base,
        source=said["source"],
        identifiers=_lines(f"{said['identifier']}\n{said['other_identifiers']}"),
        titles=first_replaced(base.titles, said["title"], lang),
        descriptions=first_replaced(base.descriptions, said["description"], lang),
        economies=form.economies_named(),
        places=frozenset(place.strip() for place in said["places"].split(";") if place.strip()),
        start=said["start"],
        end=said["end"],
        amount=said["amount"],
        currency=said["currency"] if said["amount"] is not None else "",
        band=said["band"] if said["amount"] is None else "",
        sectors=frozenset(said["sectors"]),
        objectives=frozenset(said["objectives"]),
        types=frozenset(said["types"]),
        groups=frozenset({*said["works_with"], *said["good_of"]}),
        reporters=bodies.reporters,
        funders=bodies.funders,
        implementers=bodies.implementers,
        receivers=_receivers(said["receiver"], bodies.receivers, base.receivers),
    )


def _receivers(first: str, others: Mentions, before: Mentions) -> Mentions:
    """The one with a field of its own, and those of the rows; its identifier stays where its name does."""
    lead = bodies_named([first], before)
    named = {folded_name(body.name) for body in lead}
    return (*lead, *(body for body in others if folded_name(body.name) not in named))


def _can_be(language: str, text: str) -> bool:
    """Whether a text may be in a language that was only proposed: what looks like another one is left open."""
    return not language or identify(text) in ("", language_group(language))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def initial_of(editable: Editable, names: ForumNames, vocabulary: Vocabulary) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    facts = editable.facts
    known = names.codes
    title = facts.titles[0] if facts.titles else Text("")
    first, *others = facts.identifiers or ("",)
    return {
        "title": title.text,
        "language": title.lang,
        "description": facts.descriptions[0].text if facts.descriptions else "",
        "sort": editable.sort,
        "status": editable.status,
        "economies": sorted(facts.economies & known),
        "elsewhere": "; ".join(sorted(facts.economies - known, key=lambda code: (not is_economy(code), code))),
        "places": "; ".join(sorted(facts.places)),
        "receiver": facts.receivers[0].name if facts.receivers else "",
        "start": facts.start,
        "end": facts.end,
        "amount": "" if facts.amount is None else f"{facts.amount:.2f}".removesuffix(".00"),
        "currency": facts.currency,
        "band": facts.band,
        "types": sorted(facts.types),
        "works_with": sorted(facts.groups & vocabulary.works_with.keys()),
        "good_of": sorted(facts.groups - vocabulary.works_with.keys()),
        "objectives": sorted(facts.objectives),
        "sectors": sorted(facts.sectors),
        "identifier": first,
        "other_identifiers": "\n".join(others),
        "source": facts.source,
        **{f"{SHARE}{code}": f"{share:g}" for code, share in editable.shares.items()},
    }


def new_activity(reader: Reader, language: str) -> dict[str, Any]:
    """What an empty form proposes: the reader's own economy where they have one, the language that they read in."""
    return {
        "economies": list(filter(None, [own_economy(reader)])),
        "language": language if language in LANGUAGE else "",
        "source": reader.organisation_name,
    }
