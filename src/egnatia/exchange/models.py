"""The tables of the exchange."""

from egnatia.exchange.contact_points.models import CheckRequest, ContactPoint
from egnatia.exchange.requests.models import Addressee, InformationReply, InformationRequest
from egnatia.kernel.models import ContentKind

__all__ = ["Addressee", "CheckRequest", "ContactPoint", "InformationReply", "InformationRequest", "Notice"]


class Notice(ContentKind):
    """Something that members should know: a training with free places, a new law, a call, a change of address."""

    KIND = "notice"
