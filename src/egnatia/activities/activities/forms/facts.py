"""From the form to the facts of an activity, and from the facts to the form."""

from dataclasses import replace
from typing import Any

from egnatia import overlap
from egnatia.activities.activities.forms.activity import SHARE, ActivityForm
from egnatia.activities.activities.forms.bodies import Bodies
from egnatia.activities.activities.forms.short import first_replaced
from egnatia.activities.activities.queries.initial import Editable
from egnatia.language import is_economy
from egnatia.overlap import Text
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary


def facts_of_form(form: ActivityForm, bodies: Bodies, before: overlap.ActivityFacts | None) -> overlap.ActivityFacts:
    """What was entered, after `is_valid()`; what the form does not ask for stays as it was before."""
    said = form.cleaned_data
    base = before or overlap.ActivityFacts(ref="")
    lang = said["language"]
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
        receivers=bodies.receivers,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def initial_of(editable: Editable, names: ForumNames, vocabulary: Vocabulary) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    facts = editable.facts
    known = {each.code for each in names.economies}
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
