"""What a comment says."""

from datetime import timedelta
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.people.limits.rules import Limit

LONGEST = 4_000  # characters
COMMENTS_BY_ACCOUNT = Limit("comment account", 30, timedelta(hours=1))


class CommentContent(Content, frozen=True):
    text: Annotated[ByLanguage, Field(_("Comment"), longest=LONGEST, lines=6, search=True)]
