from django.urls import path

from egnatia.activities.partners import views

urlpatterns = [
    *views.PAGES.urlpatterns,
    path("", views.requests, name="partner-requests"),
    path("of/<uuid:organisation_id>/", views.new, name="partner-ask"),
    path("answers/", views.answers, name="partner-answers"),
    path("answers/<uuid:record>/", views.answer, name="partner-answer"),
    path("answers/<uuid:record>/confirmation/", views.confirmation, name="partner-confirmation"),
    path("answers/<uuid:record>/setting-aside/", views.setting_aside, name="partner-setting-aside"),
    path("answers/<uuid:record>/undoing/", views.undoing, name="partner-undoing"),
    path("own/", views.own, name="partner-own"),
    path("own/new/", views.new_rows, name="partner-new"),
    path("own/handing-in/", views.handing_in, name="partner-handing-in"),
    path("own/sheet.xlsx", views.taken, name="partner-sheet"),
    path("own/sheet/", views.brought, name="partner-brought"),
    path("own/<int:number>/", views.row, name="partner-row"),
    path("<uuid:record>/", views.one, name="partner-request"),
    path("<uuid:record>/link/", views.new_link, name="partner-new-link"),
    path("<uuid:record>/sheet/", views.returned, name="partner-returned"),
    path("<uuid:record>/recall/", views.recalling, name="partner-recall"),
]
