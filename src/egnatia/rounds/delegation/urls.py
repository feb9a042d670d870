from django.urls import path

from egnatia.rounds.delegation import views

urlpatterns = [
    *views.PAGES.urlpatterns,
    path("of/<uuid:participant>/", views.sections, name="sections"),
    path("of/<uuid:participant>/new/", views.new, name="section-new"),
    path("own/", views.own, name="section-own"),
    path("own/handing-in/", views.handing_in, name="section-handing-in"),
    path("own/<uuid:about>/", views.row, name="section-row"),
    path("<uuid:record>/", views.one, name="section-request"),
    path("<uuid:record>/link/", views.new_link, name="section-new-link"),
    path("<uuid:record>/recall/", views.recalling, name="section-recall"),
    path("<uuid:record>/taking-over/", views.taking, name="section-taking"),
    path("<uuid:record>/setting-aside/", views.setting_aside, name="section-setting-aside"),
    path("<uuid:record>/beginning/", views.beginning, name="section-beginning"),
]
