"""From what was understood to an activity that can be compared and stored."""

from egnatia import overlap
from egnatia.overlap import OrganisationMention, Text
from egnatia.proposals.extraction.fact import Understood
from egnatia.proposals.extraction.titles import description


def activity_of(understood: Understood) -> overlap.ActivityFacts:
    """The proposal as an activity. An organisation without a role takes part in carrying it out."""
    title, language = understood.first("title"), understood.first("language")
    told = description(understood.lines, title)
    amount = understood.first("amount")
    return overlap.ActivityFacts(
        ref="proposal",
        titles=(Text(title, language),) if title else (),
        descriptions=(Text(told, language),) if told else (),
        economies=frozenset(understood.values("economy")),
        places=frozenset(understood.values("place")),
        start=understood.first("start"),
        end=understood.first("end"),
        amount=float(amount) if amount else None,
        currency=understood.first("currency"),
        band="" if amount else understood.first("band"),
        funders=_bodies(understood, "funder"),
        implementers=_bodies(understood, "applicant", "partner", "implementer", "organisation"),
        receivers=_bodies(understood, "receiver"),
        objectives=frozenset(understood.values("objective")),
        sectors=frozenset(understood.values("sector")),
        types=frozenset(understood.values("type")),
        groups=frozenset(understood.values("group")),
    )


def _bodies(understood: Understood, *names: str) -> tuple[OrganisationMention, ...]:
    return tuple(OrganisationMention(fact.value) for fact in understood.of(*names))
