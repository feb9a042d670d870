"""The forum's settings as they stand, in every language."""

from hashlib import sha256

import msgspec
from django.utils.text import slugify

from egnatia.kernel.models import Forum
from egnatia.people.forum.rules import ForumSettings, Placed
from egnatia.taxonomy.forum import DEFAULT_FORUM, forum, stored_forum

LONGEST_SLUG = 40


def settings_of_forum() -> ForumSettings:
    """Those of the forum at hand; economies are named in the reader's language."""
    row = stored_forum(DEFAULT_FORUM)
    return ForumSettings(
        names=dict(row.names),
        collective=dict(row.collective),
        footnote=dict(row.footnote),
        economies=tuple(Placed(each.code, each.name, each.label, each.footnoted) for each in forum().economies),
        silence=row.working_days_of_silence,
        version=version_of(row),
    )


def is_ordered() -> bool:
    """Whether somebody has looked through the settings and saved them."""
    return bool(stored_forum(DEFAULT_FORUM).economies)


def version_of(row: Forum) -> str:
    """A digest of all that it says: equal where nobody has saved anything else meanwhile."""
    said = [row.names, row.collective, row.footnote, row.economies, row.working_days_of_silence]
    return sha256(msgspec.json.encode(said, order="sorted")).hexdigest()


def slug_of(name: str) -> str:
    """What addresses and markings call a community of this (English) name."""
    return slugify(name)[:LONGEST_SLUG].strip("-")
