"""The pages on which follow-ups are written; the page of one shows what stands beside it too."""

from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.pages import COMMITMENTS
from egnatia.commitments.follow_ups.content import FOLLOW_UP
from egnatia.pages.record_pages import KindWords, RecordPages

FOLLOW_UPS = RecordPages(
    kind=FOLLOW_UP,
    words=KindWords(
        one=_("Follow-up"),
        many=_("Follow-ups"),
        lead=_("What economies and organisations say to commitments, and how it goes on."),
        new=_("Say what becomes of it"),
        change=_("Report or change"),
        withdraw=_("Withdraw what was said?"),
        none=_("Nobody has said anything that you can see."),
    ),
    name="commitments:follow-up",
    names="follow-ups",
    place=50,
    visitors=True,
    own=("record",),
    parent=COMMITMENTS,
)
