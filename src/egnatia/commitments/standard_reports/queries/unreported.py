"""Which commitments did an economy support, and has reported on none of the steps since?"""

from uuid import UUID

from django.db.models import F, Q

from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import SUPPORTED
from egnatia.commitments.standard_reports.rules import Asked
from egnatia.kernel.reader import Reader


def unreported(reader: Reader, asked: Asked) -> list[UUID]:
    """The follow-ups, the newest document first and those without a day last. Worked out from what the reader sees.

    Where several organisations follow up for an economy, a report of any of them is a report of the economy.
    """
    agreed = Q(commitment__agreed_on__year__gte=asked.since) | Q(commitment__agreed_on__isnull=True)
    rows = FollowUp.visible_to(reader).filter(agreed, economy__isnull=False)
    if asked.economy:
        rows = rows.filter(economy=asked.economy)
    newest = F("commitment__agreed_on").desc(nulls_last=True)
    ordered = rows.order_by(newest, "commitment__source", "commitment__place", "commitment", "economy", "pk")
    found = list(ordered.values_list("pk", "commitment", "economy", "position", "reported_on"))
    reported = {(commitment, economy) for _, commitment, economy, _, day in found if day}
    return [
        record
        for record, commitment, economy, position, _ in found
        if position == SUPPORTED and (commitment, economy) not in reported
    ]
