"""The rounds that a reader sees, the last to close first."""

from egnatia.activities.activities.labels import label
from egnatia.kernel.forum import ForumNames, community_names
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.people.marking.words import in_short
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries.one import standings
from egnatia.rounds.rounds.rows import RoundRow

MOST = 100


def rounds_seen_by(reader: Reader, names: ForumNames) -> tuple[RoundRow, ...]:
    """A hundred at most: fifty years of them. Two queries, and the names of communities."""
    found = list(Round.visible_to(reader).order_by("-closes", "-opened_at", "pk")[:MOST])
    seen = [each for each in found if may_read(reader, each.record.envelope).allowed]
    received, communities = standings(seen), community_names()
    return tuple(
        RoundRow(
            id=each.pk,
            title=each.title,
            sort_words=label(labels.SORT, each.sort),
            opens=each.opens,
            closes=each.closes,
            standing=received[each.pk],
            tlp=each.record.marking.tlp.words,
            audience=in_short(each.record.marking, names, communities),
        )
        for each in seen
    )
