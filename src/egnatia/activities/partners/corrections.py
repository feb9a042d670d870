"""What somebody says differently of an activity, as JSON: kept while they type, laid over it once confirmed."""

from typing import Any

from egnatia import overlap
from egnatia.activities.activities.entries import facts_of, plain
from egnatia.activities.activities.presenters.difference import ActivityStatement

NOTHING = ActivityStatement(overlap.ActivityFacts(ref=""))
Said = dict[str, Any]  # {"facts": field -> value or None, "status": ..., "sort": ...}; what is as it was is left out


def difference(before: ActivityStatement, after: ActivityStatement) -> Said:
    """The fields in which `after` differs; None where nothing is said of a field any more."""
    old, new = plain(before.facts), plain(after.facts)
    facts = {name: new.get(name) for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)}
    said: Said = {"facts": facts} if facts else {}
    if before.status != after.status:
        said["status"] = after.status
    if before.sort != after.sort:
        said["sort"] = after.sort
    return said


def applied(now: ActivityStatement, said: Said) -> ActivityStatement:
    """The activity as it is now with what was said laid over it; what was not spoken of stays."""
    tree = {**plain(now.facts), **said.get("facts", {})}
    facts = facts_of({name: value for name, value in tree.items() if value is not None}, now.facts.ref)
    return ActivityStatement(facts, said.get("status", now.status), said.get("sort", now.sort), now.measure)


def added(said: Said) -> ActivityStatement:
    """A new activity that holds what was said and nothing else."""
    return applied(NOTHING, said)
