"""The tables of the exchange."""

from egnatia.exchange.contact_points.models import CheckRequest, ContactPoint
from egnatia.exchange.notices.models import AlertLink, Notice
from egnatia.exchange.receipts.models import FileRecall, FileRecallReceipt, Recall, Receipt, WideningRequest
from egnatia.exchange.requests.models import Addressee, AnswerFile, InformationReply, InformationRequest, PartRequest
from egnatia.exchange.week.models import WeekNote

__all__ = [
    "Addressee",
    "AlertLink",
    "AnswerFile",
    "CheckRequest",
    "ContactPoint",
    "FileRecall",
    "FileRecallReceipt",
    "InformationReply",
    "InformationRequest",
    "Notice",
    "PartRequest",
    "Recall",
    "Receipt",
    "WeekNote",
    "WideningRequest",
]
