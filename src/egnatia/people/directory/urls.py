from django.urls import path

from egnatia.people.directory import views

urlpatterns = [
    path("", views.directory, name="directory"),
    path("communities/<slug:slug>/", views.community, name="community"),
    path("communities/<slug:slug>/proposal/", views.proposal, name="membership-proposal"),
    path("communities/<slug:slug>/appointment/", views.appointment, name="office-appointment"),
    path(
        "communities/<slug:slug>/members/<uuid:membership_id>/confirmation/",
        views.confirmation,
        name="membership-confirmation",
    ),
    path("communities/<slug:slug>/members/<uuid:membership_id>/ending/", views.ending, name="membership-ending"),
    path("communities/<slug:slug>/seats/<uuid:office_id>/vacancy/", views.vacancy, name="office-vacancy"),
]
