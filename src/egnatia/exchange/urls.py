"""Addresses of the exchange."""

from django.urls import URLPattern, URLResolver, include, path

from egnatia.exchange.contact_points import views as contact_points
from egnatia.exchange.notices import views as notices
from egnatia.exchange.notices.pages import NOTICES
from egnatia.exchange.requests import views as requests
from egnatia.exchange.week import views as week

app_name = "exchange"
_request: list[URLPattern | URLResolver] = [
    path("", requests.one, name="information-request"),
    path("change/", requests.change, name="information-request-change"),
    path("sending/", requests.sending, name="information-request-sending"),
    path("closure/", requests.closure, name="information-request-closure"),
    path("withdrawal/", requests.withdrawal, name="information-request-withdrawal"),
    path("restoration/", requests.restoration, name="information-request-restoration"),
    path("replies/", requests.answers, name="information-request-answers"),
    path("replies.<str:form>", requests.answers_file, name="information-request-answers-file"),
    path("replies/<uuid:addressee>/", requests.reply, name="information-reply-new"),
]
_requests: list[URLPattern | URLResolver] = [
    path("", requests.requests, name="information-requests"),
    path("new/", requests.new, name="information-request-new"),
    path("earlier/", requests.earlier, name="information-requests-earlier"),
    path("overview/", requests.overview, name="information-requests-overview"),
    path("withdrawn/", requests.withdrawn, name="information-requests-withdrawn"),
    path("reply/<uuid:record>/", requests.reply_record, name="information-reply"),
    path("addressees/<uuid:addressee>/time/", requests.more_time, name="information-time"),
    path("addressees/<uuid:addressee>/time/decision/", requests.time_decision, name="information-time-decision"),
    path("<uuid:record>/", include(_request)),
]
_alerts: list[URLPattern | URLResolver] = [
    path("<uuid:record>/acknowledgement/", notices.acknowledgement, name="notice-acknowledgement"),
    path("<uuid:record>/receipts/", notices.receipts, name="notice-receipts"),
    path("<uuid:record>/recall/", notices.recalling, name="notice-recall"),
    path("<uuid:record>/recalled/", notices.recalled, name="notice-recalled"),
]
urlpatterns = [
    path("notices/", include([*NOTICES.urlpatterns, *_alerts])),
    path("requests/", include(_requests)),
    path("contact-points/", include(contact_points.urlpatterns)),
    path("week/", week.week, name="week"),
]
