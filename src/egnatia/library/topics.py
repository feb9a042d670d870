"""What each topic of the public site is about, and which objectives of the reference framework belong to it. Pure."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ABOUT: "Mapping[str, _StrPromise]" = {
    "prevention": _(
        "How violent extremism is recognised early, and how families, schools, municipalities and services prevent it "
        "together."
    ),
    "reintegration": _(
        "How people who leave violent groups, prison or a conflict zone find a safe way back, and how their children "
        "are supported."
    ),
    "youth": _(
        "What schools, youth workers and young people themselves do, so that everybody has a voice, skills and a "
        "future."
    ),
    "women": _("How women take part in decisions on security, and how their needs and rights are respected."),
    "online": _(
        "How hatred and terrorist content on the internet are reported, removed and answered with better information."
    ),
    "small-arms": _("How illegal weapons are reduced, lawful ones stored safely, and trafficking in arms is stopped."),
    "cyber": _("How networks that everybody depends on are protected, and what happens after an attack on them."),
    "borders": _("How borders stay open for people and closed to trafficking, with respect for rights."),
    "funding": _(
        "Who pays for this work, which calls for proposals are open, and how the financing of terrorism is stopped."
    ),
}
# With everything below them.
OBJECTIVES: Mapping[str, tuple[str, ...]] = {
    "prevention": ("1.1", "2.1"),
    "reintegration": ("2.3",),
    "youth": ("2.1.2", "2.1.3"),
    "women": ("1.1.3", "2.1.4"),
    "online": ("1.2.2", "2.2"),
    "small-arms": ("2.1.5", "3.3", "4.1.3"),
    "cyber": ("3.4",),
    "borders": ("3.2", "4.3.1"),
    "funding": ("4.1.2",),
}


def topics_of(objectives: Collection[str]) -> frozenset[str]:
    """The topics to which any of these objectives belongs."""
    return frozenset(topic for topic in OBJECTIVES if any(belongs(each, topic) for each in objectives))


def belongs(objective: str, topic: str) -> bool:
    return any(objective == code or objective.startswith(f"{code}.") for code in OBJECTIVES[topic])


def priorities_of(topic: str) -> tuple[str, ...]:
    """The priorities of its objectives, for which contact points are responsible."""
    return tuple(dict.fromkeys(".".join(code.split(".")[:2]) for code in OBJECTIVES[topic]))
