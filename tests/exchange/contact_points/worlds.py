"""What people say of contact points: for the worlds of the non-interference test and for the suite over all kinds."""

from typing import Any

from egnatia.exchange.contact_points.fields import CONTACT_POINTS, ROLES, ContactPointContent
from egnatia.kernel.records.content import ByLanguage
from tests.contracts.kinds import KindWorld

TOPICS, ECONOMIES = ("2.3", "3.3", "4.1"), ("ALB", "MNE", "XKX")


def said(variant: int) -> ContactPointContent:
    return ContactPointContent(
        name=ByLanguage({"en": f"Undercover unit {variant % 5}"}, "en"),
        role=list(ROLES)[variant % 3],
        topics=(TOPICS[variant % 3],),
        economy=ECONOMIES[variant // 3 % 3],
        mailbox=f"unit-{variant}@example.org",
        telephone="+355 4 555 01" if variant % 2 else "",
        hours="Monday to Friday",
        zone="Europe/Tirane",
    )


def typed(variant: int) -> dict[str, Any]:
    return {
        "name": f"Undercover unit {variant}",
        "language": "en",
        "role": "duty-officer",
        "topics": [TOPICS[variant % 3]],
        "economy": "ALB",
        "mailbox": f"unit-{variant}@example.org",
    }


CONTACT_WORLD = KindWorld(
    CONTACT_POINTS,
    said,
    typed,
    ({}, {"q": "undercover"}, {"role": "duty-officer"}, {"topics": "2.3", "economy": "ALB"}),
)
