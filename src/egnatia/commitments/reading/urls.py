from django.urls import path

from egnatia.commitments.reading.views import listing, one, own

urlpatterns = [
    path("", listing.commitments, name="commitments"),
    path("table/", listing.table, name="table"),
    path("table/download.<str:form>", listing.download, name="table-download"),
    path("without-activity/", listing.unfunded, name="unfunded"),
    path("mine/", own.own, name="own"),
    path("mine/reports/", own.reports, name="own-reports"),
    path("economies/<str:code>/", own.economy, name="economy"),
    path("<uuid:record>/", one.commitment, name="commitment"),
]
