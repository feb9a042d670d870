"""The pages on which commitments are written. Where they are read, what became of them stands beside them."""

from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.content import COMMITMENT
from egnatia.commitments.commitments.queries import ORDER
from egnatia.pages.record_pages import KindWords, RecordPages

COMMITMENTS = RecordPages(
    kind=COMMITMENT,
    words=KindWords(
        one=_("Commitment"),
        many=_("Commitments"),
        lead=_("What conferences, roadmaps, plans and meetings agreed, paragraph by paragraph, and what became of it."),
        new=_("Add a commitment"),
        change=_("Change a commitment"),
        withdraw=_("Withdraw this commitment?"),
        none=_("No commitment among those that you can see."),
    ),
    name="commitments:commitment",
    names="commitments",
    place=40,
    order=ORDER,
    visitors=True,
    own=("list", "record"),
)
