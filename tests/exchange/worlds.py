"""What people say in notices: for the worlds of the non-interference test and for the suite over all kinds."""

from typing import Any
from uuid import UUID

from egnatia.exchange.notices.actions import draft
from egnatia.exchange.notices.fields import ALERT, INFORMATION, SEALED, NoticeContent
from egnatia.exchange.notices.pages import NOTICES
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage
from tests import make
from tests.contracts.kinds import KindWorld

TOPICS, ECONOMIES = ("2.3", "3.3", "4.1"), ("ALB", "MNE", "XKX")
CATEGORIES = (ALERT, "call", INFORMATION)


def said(variant: int) -> NoticeContent:
    return NoticeContent(
        title=ByLanguage({"en": f"Undercover training {variant % 5}"}, "en"),
        text=ByLanguage({"en": f"Training {variant}", "mk": f"Обука {variant}"}, "en"),
        topics=(TOPICS[variant % 3],),
        economies=(ECONOMIES[variant % 3],),
        category=CATEGORIES[variant % 3],
        sealed_source="" if variant % 2 else f"Agency {variant}",
        source="" if variant % 2 else SEALED,
    )


def typed(variant: int) -> dict[str, Any]:
    return {
        "title": f"Undercover training {variant}",
        "language": "en",
        "topics": [TOPICS[variant % 3]],
        "what_changed": f"Corrected {variant}",
    }


def drafted(content: NoticeContent, by: Reader) -> UUID:
    """Planned for everybody: what is planned opens it to nobody yet."""
    return draft(content, make.CLEAR, by=by)


NOTICE_WORLD = KindWorld(
    NOTICES,
    said,
    typed,
    ({}, {"q": "undercover"}, {"topics": "2.3", "economies": "ALB"}, {"category": "alert", "expired": "with"}),
    drafted=drafted,
)
