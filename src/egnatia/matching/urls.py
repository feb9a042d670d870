from django.urls import path

from egnatia.matching.views import listing, money, one

app_name = "matching"
urlpatterns = [
    path("", listing.matches, name="matches"),
    path("download.<str:form>", listing.download, name="matches-download"),
    path("batch/", listing.batch, name="match-batch"),
    path("money/", money.money, name="money"),
    path("money/download.<str:form>", money.download, name="money-download"),
    path("series/<uuid:activity_id>/", listing.series, name="match-series"),
    path("<uuid:match_id>/", one.match, name="match"),
    path("<uuid:match_id>/views/", one.say, name="match-views"),
    path("<uuid:match_id>/views/<uuid:view_id>/withdrawal/", one.withdrawal, name="match-view-withdrawal"),
]
