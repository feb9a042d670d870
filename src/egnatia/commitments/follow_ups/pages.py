"""The pages on which follow-ups are written; the page of one shows what stands beside it too."""

from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.pages import COMMITMENTS
from egnatia.commitments.follow_ups.fields import FOLLOW_UP
from egnatia.pages.record_pages import KindWords, RecordPages

FOLLOW_UPS = RecordPages(
    kind=FOLLOW_UP,
    words=KindWords(
        one=_("Follow-up"),
        many=_("Follow-ups"),
        lead=_("Positions of economies and organisations on commitments, and their progress."),
        new=_("Add a follow-up"),
        change=_("Update the follow-up"),
        withdraw=_("Withdraw this follow-up?"),
        none=_("No follow-ups are listed here."),
    ),
    name="commitments:follow-up",
    names="follow-ups",
    place=50,
    visitors=True,
    own=("record",),
    parent=COMMITMENTS,
)
