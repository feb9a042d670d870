from django.urls import path

from egnatia.rounds.delegation.views import asking, own

urlpatterns = [
    path("of/<uuid:participant>/", asking.sections, name="sections"),
    path("of/<uuid:participant>/new/", asking.new, name="section-new"),
    path("link/<str:token>/", own.link, name="section-link"),
    path("own/", own.own, name="section-own"),
    path("own/handing-in/", own.handing_in, name="section-handing-in"),
    path("own/<uuid:about>/", own.row, name="section-row"),
    path("thanks/", own.thanks, name="section-thanks"),
    path("<uuid:record>/", asking.one, name="section-request"),
    path("<uuid:record>/link/", asking.new_link, name="section-new-link"),
    path("<uuid:record>/recall/", asking.recalling, name="section-recall"),
    path("<uuid:record>/taking-over/", asking.taking, name="section-taking"),
    path("<uuid:record>/setting-aside/", asking.setting_aside, name="section-setting-aside"),
    path("<uuid:record>/beginning/", own.beginning, name="section-beginning"),
]
