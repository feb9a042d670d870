"""Addresses of what is published, and of the search over everything: each feature brings its own."""

from django.urls import include, path

from egnatia.public import help  # noqa: A004 - the pages that help
from egnatia.public.messages import views as messages
from egnatia.public.messages.forms import CONTACT, MISSING, ORGANISATION, PERSON
from egnatia.public.newsletter import views as newsletter
from egnatia.public.search import views as search

app_name = "public"
messages_of_visitors = [
    path("missing/", include(MISSING.urlpatterns)),
    path("missing/done/", messages.done, name="missing-done"),
    path("contact/", include(CONTACT.urlpatterns)),
    path("join/", messages.join, name="join"),
    path("join/organisation/", include(ORGANISATION.urlpatterns)),
    path("join/group/", include(PERSON.urlpatterns)),
    path("messages/", messages.desk, name="messages"),
    path("messages/spam/", messages.suspected, name="messages-spam"),
    path("messages/<uuid:message_id>/", messages.message, name="message"),
    path("messages/<uuid:message_id>/answer/", messages.answer, name="message-answer"),
    path("messages/<uuid:message_id>/closure/", messages.closure, name="message-closure"),
    path("messages/<uuid:message_id>/spam/", messages.spam, name="message-spam"),
]
newsletters = [
    path("newsletter/", include(newsletter.NEWSLETTER.urlpatterns)),
    path("newsletter/confirmation/<str:token>/", newsletter.confirmation, name="newsletter-confirmation"),
    path("newsletter/confirmed/", newsletter.confirmed, name="newsletter-confirmed"),
    path("newsletter/end/<str:token>/", newsletter.ending, name="newsletter-end"),
]
urlpatterns = [
    *messages_of_visitors,
    *newsletters,
    path("extracts/", include("egnatia.public.publications.urls")),
    path("", include("egnatia.public.portal.urls")),
    path("search/", search.search, name="search"),
    path("help/", help.index, name="help"),
    path("help/<slug:name>/", help.page, name="help-page"),
]
