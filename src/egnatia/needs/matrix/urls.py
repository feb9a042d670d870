from django.urls import path

from egnatia.needs.matrix.views import board, cell, chart, lists, tiles, who

urlpatterns = [
    path("", board.matrix, name="matrix"),
    path("download.<str:form>", board.download, name="matrix-download"),
    path("economies/", tiles.tiles, name="tiles"),
    path("economies/map/", chart.chart, name="map"),
    path("economies/map/activities/", chart.activities, name="map-activities"),
    path("economy/", lists.economy, name="my-economy"),
    path("economy/<str:economy>/open/", lists.of_economy, name="open-needs-of-economy"),
    path("objective/<str:code>/open/", lists.of_objective, name="open-needs-of-objective"),
    path("rooms/", lists.room, name="rooms"),
    path("who/", who.who, name="who-works-here"),
    path("who/activities/", who.works, name="partner-works"),
    path("who/download.<str:form>", who.download, name="who-works-here-download"),
    path("<str:economy>/<str:code>/", cell.cell, name="cell"),
]
