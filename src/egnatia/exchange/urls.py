"""Addresses of the exchange."""

from django.urls import URLPattern, URLResolver, include, path

from egnatia.exchange.requests import views as requests
from egnatia.exchange.room import NOTICES

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
urlpatterns = [
    path("notices/", include(NOTICES.urlpatterns)),
    path("requests/", include(_requests)),
]
