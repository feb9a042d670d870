"""The words that a reader's rows are made with: asked once for a page, whatever stands on it."""

from collections.abc import Iterable

from egnatia.kernel.forum import ForumNames, community_names
from egnatia.kernel.models import Organisation
from egnatia.kernel.reader import Reader
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.objectives import Objectives
from egnatia.needs.needs.rows import Words


def words_for(reader: Reader, names: ForumNames, objectives: Objectives, needs: Iterable[Need]) -> Words:
    """What is needed to put these needs into rows: the communities, and the organisations that wrote them."""
    owners = {need.record.owner_id for need in needs}
    organisations = Organisation.visible_to(reader).filter(pk__in=owners).values_list("pk", "name", "is_secretariat")
    rows = [(str(pk), name, is_secretariat) for pk, name, is_secretariat in organisations]
    return Words(
        reader=reader,
        names=names,
        communities=community_names(),
        objectives=objectives,
        organisations={pk: name for pk, name, _ in rows},
        secretariat=next((pk for pk, _, is_secretariat in rows if is_secretariat), ""),
        member=not reader.is_anonymous,
    )
