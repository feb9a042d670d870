"""The pages of needs that are as those of other kinds: changed, withdrawn, restored. The others are in `views`."""

from django.utils.translation import gettext_lazy as _

from egnatia.needs.needs.fields import NEED
from egnatia.pages.record_pages import KindWords, RecordPages

NEED_PAGES = RecordPages(
    kind=NEED,
    words=KindWords(
        one=_("Need"),
        many=_("Needs"),
        lead=_("What economies need, in their own words."),
        new=_("State a need"),
        change=_("Edit a need"),
        withdraw=_("Withdraw this need?"),
        none=_("No needs are listed here."),
    ),
    name="needs:need",
    names="needs",
    place=20,
    visitors=True,
    own=("list", "files", "new", "record"),
)
