"""Addresses of the exchange."""

from django.urls import URLPattern, URLResolver, include, path

from egnatia.exchange.contact_points import views as contact_points
from egnatia.exchange.delegation import views as delegation
from egnatia.exchange.notices import links
from egnatia.exchange.notices import views as notices
from egnatia.exchange.notices.pages import NOTICES
from egnatia.exchange.receipts import views as receipts
from egnatia.exchange.requests import views as requests
from egnatia.exchange.week import views as week

app_name = "exchange"
_request: list[URLPattern | URLResolver] = [
    path("", requests.one, name="information-request"),
    path("change/", requests.change, name="information-request-change"),
    path("sending/", requests.sending, name="information-request-sending"),
    path("correction/", requests.correction, name="information-request-correction"),
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
    path("part/", include(delegation.PAGES.urlpatterns)),
    *delegation.urlpatterns,
    path("<uuid:record>/", include(_request)),
]
_alerts: list[URLPattern | URLResolver] = [
    path("<uuid:record>/acknowledgement/", notices.acknowledgement, name="notice-acknowledgement"),
    path("link/<str:token>/", links.answer, name="alert-link"),
    path("thanks/", links.thanks, name="alert-thanks"),
    path("<uuid:record>/publication/", notices.publication, name="notice-publication"),
]
_receipts: list[URLPattern | URLResolver] = [
    path("<uuid:record>/", receipts.receipts, name="receipts"),
    path("<uuid:record>/recall/", receipts.recalling, name="recall"),
    path("<uuid:record>/recalled/", receipts.recalled, name="recalled"),
    path("<uuid:record>/widening/", receipts.widening, name="widening"),
    path("widening/<uuid:request_id>/", receipts.widening_answer, name="widening-answer"),
    path("files/<uuid:file>/", receipts.file_receipts, name="file-receipts"),
    path("files/<uuid:file>/recall/", receipts.file_recalling, name="file-recall"),
    path("files/recalled/<uuid:recall>/", receipts.file_recalled, name="file-recalled"),
]
urlpatterns = [
    path("notices/", include([*NOTICES.urlpatterns, *_alerts])),
    path("receipts/", include(_receipts)),
    path("requests/", include(_requests)),
    path("contact-points/", include(contact_points.urlpatterns)),
    path("week/", week.week, name="week"),
    path("week/introduction/", week.introduction, name="week-introduction"),
    path("week/<slug:secret>.atom", week.feed, name="week-feed"),
]
