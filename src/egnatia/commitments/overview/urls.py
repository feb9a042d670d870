from django.urls import path

from egnatia.commitments.overview import views

urlpatterns = [
    path("", views.commitments, name="commitments"),
    path("table/", views.table, name="table"),
    path("table/download.<str:form>", views.download, name="table-download"),
    path("without-activity/", views.unfunded, name="unfunded"),
    path("mine/", views.own, name="own"),
    path("mine/reports/", views.reports, name="own-reports"),
    path("economies/<str:code>/", views.economy, name="economy"),
    path("<uuid:record>/", views.commitment, name="commitment"),
]
