from django.urls import path

from egnatia.activities.organisations.views import listing, one

urlpatterns = [
    path("", listing.organisations, name="organisations"),
    path("download.<str:form>", listing.download, name="organisations-download"),
    path("new/", one.new, name="organisation-new"),
    path("<uuid:organisation_id>/", one.organisation, name="organisation"),
    path("<uuid:organisation_id>/change/", one.change, name="organisation-change"),
    path("<uuid:organisation_id>/names/", one.names, name="organisation-names"),
]
