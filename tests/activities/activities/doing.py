"""Activities and browsers for tests: say only what the test is about."""

from typing import Any

from tests import make

from egnatia.activities.activities.entries import ActivityEntry
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import Fields, store
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.overlap import ActivityFacts as Facts
from egnatia.overlap import OrganisationMention, Text

LIST = "activities:activities"


def facts(title: str = "Training of prison staff", *, lang: str = "en", **said: Any) -> Facts:  # noqa: ANN401 - any field of the facts
    """Facts of an activity; organisations may be given as names."""
    for role in ("reporters", "funders", "implementers", "receivers"):
        if isinstance(said.get(role), str):
            said[role] = (OrganisationMention(said[role]),)
    return Facts(ref="", titles=(Text(title, lang),), **said)


def activity(
    title: str = "Training of prison staff",
    *,
    by: Reader | None = None,
    marking: Marking = make.CLEAR,
    fields: Fields | None = None,
    **said: Any,  # noqa: ANN401 - any field of the facts
) -> Activity:
    """A stored activity of the organisation of `by`, or of somebody that no test asks for."""
    owner = by or make.reader(f"owner-of-{title}"[:60])
    return store(facts(title, **said), marking=marking, by=owner, **(fields or {}))


def entry(title: str, *, fields: Fields | None = None, **said: Any) -> ActivityEntry:  # noqa: ANN401 - any field of the facts
    return ActivityEntry(facts(title, **said), **(fields or {}))
