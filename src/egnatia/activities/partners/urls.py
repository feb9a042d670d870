from django.urls import path

from egnatia.activities.partners.views import asking, deciding, link, rows, sheet

urlpatterns = [
    path("", asking.requests, name="partner-requests"),
    path("of/<uuid:organisation_id>/", asking.new, name="partner-ask"),
    path("answers/", deciding.answers, name="partner-answers"),
    path("answers/<uuid:record>/", deciding.answer, name="partner-answer"),
    path("answers/<uuid:record>/confirmation/", deciding.confirmation, name="partner-confirmation"),
    path("answers/<uuid:record>/setting-aside/", deciding.setting_aside, name="partner-setting-aside"),
    path("answers/<uuid:record>/undoing/", deciding.undoing, name="partner-undoing"),
    path("link/<str:token>/", link.link, name="partner-link"),
    path("own/", rows.own, name="partner-own"),
    path("own/new/", rows.new, name="partner-new"),
    path("own/handing-in/", rows.handing_in, name="partner-handing-in"),
    path("own/sheet.xlsx", sheet.taken, name="partner-sheet"),
    path("own/sheet/", sheet.brought, name="partner-brought"),
    path("own/<int:number>/", rows.row, name="partner-row"),
    path("thanks/", link.thanks, name="partner-thanks"),
    path("<uuid:record>/", asking.one, name="partner-request"),
    path("<uuid:record>/link/", asking.new_link, name="partner-new-link"),
    path("<uuid:record>/sheet/", sheet.returned, name="partner-returned"),
    path("<uuid:record>/recall/", asking.recalling, name="partner-recall"),
]
