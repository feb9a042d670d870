from django.urls import path

from egnatia.needs.matrix import views

urlpatterns = [
    path("", views.matrix, name="matrix"),
    path("download.<str:form>", views.download, name="matrix-download"),
    path("economies/", views.tiles, name="tiles"),
    path("economies/map/", views.chart, name="map"),
    path("economies/map/activities/", views.activities, name="map-activities"),
    path("economy/", views.economy, name="my-economy"),
    path("economy/<str:economy>/open/", views.of_economy, name="open-needs-of-economy"),
    path("objective/<str:code>/open/", views.of_objective, name="open-needs-of-objective"),
    path("rooms/", views.room, name="rooms"),
    path("who/", views.who, name="who-works-here"),
    path("who/activities/", views.works, name="partner-works"),
    path("who/download.<str:form>", views.download_who, name="who-works-here-download"),
    path("<str:economy>/<str:code>/", views.cell, name="cell"),
]
