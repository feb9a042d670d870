from django.urls import path

from egnatia.matching import views

app_name = "matching"
urlpatterns = [
    path("", views.matches, name="matches"),
    path("download.<str:form>", views.download, name="matches-download"),
    path("batch/", views.batch, name="match-batch"),
    path("conversations/", views.conversations, name="match-conversations"),
    path("money/", views.money, name="money"),
    path("money/download.<str:form>", views.download_money, name="money-download"),
    path("series/<uuid:activity_id>/", views.series, name="match-series"),
    path("similar/", views.similar_queue, name="similar-queue"),
    path("similar/<uuid:activity_id>/", views.similar, name="match-similar"),
    path("<uuid:match_id>/desk/", views.desk, name="match-desk"),
    path("<uuid:match_id>/desk/<uuid:entry_id>/undo/", views.desk_undo, name="match-desk-undo"),
    path("<uuid:match_id>/letters/", views.letters, name="match-letters"),
    path("<uuid:match_id>/", views.match, name="match"),
    path("<uuid:match_id>/next/", views.coming, name="match-next"),
    path("<uuid:match_id>/views/", views.say, name="match-views"),
    path("<uuid:match_id>/views/<uuid:view_id>/withdrawal/", views.withdrawal, name="match-view-withdrawal"),
]
