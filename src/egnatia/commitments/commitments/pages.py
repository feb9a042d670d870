"""The pages on which commitments are written. Where they are read, what became of them stands beside them."""

from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.fields import COMMITMENT
from egnatia.commitments.commitments.queries import ORDER
from egnatia.pages.record_pages import KindWords, RecordPages

COMMITMENTS = RecordPages(
    kind=COMMITMENT,
    words=KindWords(
        one=_("Commitment"),
        many=_("Commitments"),
        lead=_(
            "What was agreed at conferences and meetings and in roadmaps and plans, with the "
            "follow-up to each paragraph."
        ),
        new=_("Add a commitment"),
        change=_("Edit a commitment"),
        withdraw=_("Withdraw this commitment?"),
        none=_("No commitments are listed here."),
    ),
    name="commitments:commitment",
    names="commitments",
    place=40,
    order=ORDER,
    visitors=True,
    own=("list", "record"),
)
