"""Addresses of the library."""

from django.urls import include, path

from egnatia.library.articles.fields import ARTICLES
from egnatia.library.campaigns.fields import CAMPAIGNS
from egnatia.library.desk import views as desk
from egnatia.library.documents.fields import DOCUMENTS
from egnatia.library.events.fields import EVENTS
from egnatia.library.help_services.fields import HELP_SERVICES
from egnatia.library.policies import views as policies
from egnatia.library.policies.fields import POLICIES
from egnatia.library.practices import views as practices
from egnatia.library.practices.fields import PRACTICES
from egnatia.library.site_pages.fields import SITE_PAGES

app_name = "library"
urlpatterns = [
    path("desk/", desk.overview, name="desk"),
    path("desk/<slug:code>/", desk.section, name="desk-section"),
    path("desk/<uuid:record>/schedule/", desk.schedule, name="desk-schedule"),
    path("desk/<uuid:record>/cancellation/", desk.cancellation, name="desk-cancellation"),
    path("desk/<uuid:record>/preview/", desk.preview, name="desk-preview"),
    path("desk/<uuid:record>/preview/<slug:code>/", desk.preview_page, name="desk-preview-page"),
    path("practices/", include([*PRACTICES.urlpatterns, *practices.urlpatterns])),
    path("policies/", include([*POLICIES.urlpatterns, *policies.urlpatterns])),
    path("documents/", include(DOCUMENTS.urlpatterns)),
    path("news/", include(ARTICLES.urlpatterns)),
    path("events/", include(EVENTS.urlpatterns)),
    path("campaigns/", include(CAMPAIGNS.urlpatterns)),
    path("pages/", include(SITE_PAGES.urlpatterns)),
    path("help-services/", include(HELP_SERVICES.urlpatterns)),
]
