from django.urls import path

from egnatia.activities.organisations import views

urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("download.<str:form>", views.download, name="organisations-download"),
    path("new/", views.new, name="organisation-new"),
    path("<uuid:organisation_id>/", views.organisation, name="organisation"),
    path("<uuid:organisation_id>/change/", views.change, name="organisation-change"),
    path("<uuid:organisation_id>/names/", views.names, name="organisation-names"),
]
