from django.urls import path

from egnatia.activities.institutions.views import listing, one

urlpatterns = [
    path("", listing.institutions, name="institutions"),
    path("download.<str:form>", listing.download, name="institutions-download"),
    path("<str:key>/", one.institution, name="institution"),
]
