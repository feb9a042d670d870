"""Which commitments did an economy support, and has reported on none of the steps since?"""

from uuid import UUID

from django.db.models import F

from egnatia.commitments.followed.models import FollowUp
from egnatia.commitments.followed.rules import SUPPORTED
from egnatia.commitments.questions.rules import Asked
from egnatia.kernel.reader import Reader


def unreported(reader: Reader, asked: Asked) -> list[UUID]:
    """The follow-ups, the newest document first. Worked out from what the reader sees.

    Where several houses follow up for an economy, a report of any of them is a report of the economy.
    """
    rows = FollowUp.visible_to(reader).filter(economy__isnull=False, commitment__agreed_on__year__gte=asked.since)
    if asked.economy:
        rows = rows.filter(economy=asked.economy)
    ordered = rows.order_by(
        F("commitment__agreed_on").desc(), "commitment__source", "commitment__place", "commitment", "economy", "pk"
    )
    found = list(ordered.values_list("pk", "commitment", "economy", "position", "reported_on"))
    reported = {(commitment, economy) for _, commitment, economy, _, day in found if day}
    return [
        record
        for record, commitment, economy, position, _ in found
        if position == SUPPORTED and (commitment, economy) not in reported
    ]
