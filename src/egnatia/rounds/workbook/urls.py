from django.urls import path

from egnatia.rounds.workbook import views

urlpatterns = [
    path("of/<uuid:participant>/sheet.xlsx", views.taken, name="round-sheet"),
    path("of/<uuid:participant>/sheet/", views.brought, name="round-sheet-upload"),
    path("of/<uuid:participant>/sheet/applying/", views.applying, name="round-sheet-applying"),
    path("of/<uuid:participant>/sheet/marked.xlsx", views.marked, name="round-sheet-marked"),
]
