"""What somebody who is worried about a person can do, and whom to call first: our own words, and numbers as data.

Written after what services for families say in common: talk, listen, ask for help. No list here describes a "type" of
person: origin, faith, dress and opinion are no signs. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

EMERGENCY = "112"  # answered in every economy of the region
# The police where they have a number of their own besides; ISO 3166 alpha-3, XKX for Kosovo*.
POLICE: Mapping[str, str] = {
    "ALB": "129",
    "BIH": "122",
    "HRV": "192",
    "MKD": "192",
    "MNE": "122",
    "SRB": "192",
    "SVN": "113",
    "XKX": "192",
}


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    """`police` is "" where there is only the one number."""

    emergency: str
    police: str


def numbers_of(economy: str) -> EmergencyNumbers:
    return EmergencyNumbers(EMERGENCY, POLICE.get(economy, ""))


@dataclass(frozen=True, slots=True)
class AdvicePart:
    """A heading, a sentence that leads to the list, and the list."""

    code: str
    heading: "_StrPromise"
    lead: "_StrPromise"
    points: "tuple[_StrPromise, ...]"


NOW = AdvicePart(
    "now",
    _("Call at once"),
    _("Call the emergency number if you believe that somebody"),
    (
        _("is about to hurt other people or themselves,"),
        _("has a weapon or explosives and speaks of using them,"),
        _("is leaving now to join an armed or violent group."),
    ),
)
SIGNS = AdvicePart(
    "signs",
    _("What is worth talking about"),
    _(
        "No single sign means that somebody will become violent. What matters is a change that worries you, and "
        "several changes at once. Religion, origin, clothes and political opinions are not signs."
    ),
    (
        _("They break with friends and family and avoid talking about it."),
        _("They justify violence, or speak of people as enemies who deserve it."),
        _("New contacts, online or elsewhere, demand secrecy or obedience."),
        _("They give up school, work or hobbies that they liked."),
        _("They speak of a journey, a mission or an end, and settle their affairs."),
        _("After a loss, a humiliation or a crisis they no longer see a way forward."),
    ),
)
TALK = AdvicePart(
    "talk",
    _("How to talk"),
    _("You do not need to have answers. It helps if they notice that you care about them."),
    (
        _("Choose a quiet moment, and speak about what you have noticed, not about what they are."),
        _("Ask open questions, and listen longer than you speak."),
        _("Stay calm when you disagree. A debate about ideas rarely helps; your interest does."),
        _("Do not threaten, mock or search their belongings in secret."),
        _("Keep the contact: agree when you will talk again."),
        _("Ask for help early, for yourself too. You do not have to decide alone whether it is serious."),
    ),
)
AFTER = AdvicePart(
    "after",
    _("What happens when you call"),
    _("Services differ. You can ask these questions first, before you give a name."),
    (
        _("Is this conversation confidential, and who hears of it?"),
        _("When would you have to inform the police?"),
        _("What can I do until we speak again?"),
    ),
)
ADVICE = (SIGNS, TALK, AFTER)
