from django.urls import path

from egnatia.people.invitations import views

urlpatterns = [
    path("", views.listed, name="invitations"),
    path("new/", views.new, name="invitation-new"),
    path("<uuid:invitation_id>/withdrawal/", views.withdrawal, name="invitation-withdrawal"),
    path("acceptance/", views.acceptance, name="invitation-acceptance"),
    path("open/<str:token>/", views.opening, name="invitation-opening"),
]
