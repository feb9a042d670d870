from django.urls import path

from egnatia.rounds.workbook.views import sheet

urlpatterns = [
    path("of/<uuid:participant>/sheet.xlsx", sheet.taken, name="round-sheet"),
    path("of/<uuid:participant>/sheet/", sheet.brought, name="round-sheet-upload"),
    path("of/<uuid:participant>/sheet/applying/", sheet.applying, name="round-sheet-applying"),
    path("of/<uuid:participant>/sheet/marked.xlsx", sheet.marked, name="round-sheet-marked"),
]
