"""What people say in notices: for the worlds of the non-interference test and for the suite over all kinds."""

from typing import Any

from egnatia.exchange.fields import NoticeContent
from egnatia.exchange.room import NOTICES
from egnatia.kernel.records.content import ByLanguage
from tests.contracts.kinds import KindWorld

TOPICS, ECONOMIES = ("2.3", "3.3", "4.1"), ("ALB", "MNE", "XKX")


def said(variant: int) -> NoticeContent:
    return NoticeContent(
        title=ByLanguage({"en": f"Undercover training {variant % 5}"}, "en"),
        text=ByLanguage({"en": f"Training {variant}", "mk": f"Обука {variant}"}, "en"),
        topics=(TOPICS[variant % 3],),
        economies=(ECONOMIES[variant % 3],),
    )


def typed(variant: int) -> dict[str, Any]:
    return {"title": f"Undercover training {variant}", "language": "en", "topics": [TOPICS[variant % 3]]}


NOTICE_WORLD = KindWorld(NOTICES, said, typed, ({}, {"q": "undercover"}, {"topics": "2.3", "economies": "ALB"}))
