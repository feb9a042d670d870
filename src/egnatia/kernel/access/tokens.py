"""Grant tokens: what a record offers and a reader holds. They see the record iff the two sets meet.

Source: design.md, idea 2. A token is a short text, so that one indexed column serves every rule.
"""

PUBLIC = "P"
MEMBERS = "M"
SECRETARIAT = "S"


def community(slug: str) -> str:
    """Members of a community, at GREEN."""
    return f"G:{slug}"


def whole_community(slug: str) -> str:
    """All of a community, at AMBER."""
    return f"A:{slug}:*"


def economy_in(slug: str, economy: str) -> str:
    """Members of a community from one economy, at AMBER."""
    return f"A:{slug}:e:{economy}"


def organisation_in(slug: str, organisation: str) -> str:
    """Members of a community from one organisation, at AMBER."""
    return f"A:{slug}:a:{organisation}"


def organisation(organisation_id: str) -> str:
    """The staff of one organisation."""
    return f"O:{organisation_id}"


def person(person_id: str) -> str:
    """One named person."""
    return f"U:{person_id}"


def focal_point(slug: str, economy: str) -> str:
    """Whoever holds the office of focal point for an economy today, deputies included."""
    return f"F:{slug}:{economy}"


def is_basic(token: str) -> bool:
    """True for what a session that has not shown a second factor may hold."""
    return token in (PUBLIC, MEMBERS) or token.startswith("G:")


def implied_by(token: str) -> frozenset[str]:
    """All tokens that whoever holds `token` holds for certain, by the fixed table; never by today's members."""
    if token == PUBLIC:
        return frozenset({PUBLIC})
    everyone = {token, MEMBERS, PUBLIC}
    if token.startswith("A:"):
        slug = token.split(":")[1]
        return frozenset(everyone | {whole_community(slug), community(slug)})
    if token.startswith("F:"):
        _, slug, economy = token.split(":")
        return frozenset(everyone | {economy_in(slug, economy), whole_community(slug), community(slug)})
    return frozenset(everyone)


def covers(source: frozenset[str], audience: frozenset[str]) -> bool:
    """Whether whoever holds any token of `audience` may also read `source`.

    A report with the tokens `audience` may hold only sources for which this is true. An audience of nobody covers
    nothing: a report that no one may read is a mistake, not a licence.
    """
    return bool(audience) and all(source & implied_by(token) for token in audience)
