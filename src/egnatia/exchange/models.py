"""The tables of the exchange."""

from egnatia.exchange.contact_points.models import CheckRequest, ContactPoint
from egnatia.exchange.notices.models import Notice, Recall, Receipt
from egnatia.exchange.requests.models import Addressee, InformationReply, InformationRequest

__all__ = [
    "Addressee",
    "CheckRequest",
    "ContactPoint",
    "InformationReply",
    "InformationRequest",
    "Notice",
    "Recall",
    "Receipt",
]
