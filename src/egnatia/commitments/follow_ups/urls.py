from django.urls import path

from egnatia.commitments.follow_ups import views

urlpatterns = [
    path("new/<uuid:commitment>/", views.new, name="follow-up-new"),
    path("withdrawn/", views.withdrawn, name="follow-ups-withdrawn"),
    path("<uuid:record>/", views.follow_up, name="follow-up"),
    path("<uuid:record>/change/", views.change, name="follow-up-change"),
    path("<uuid:record>/withdrawal/", views.withdrawal, name="follow-up-withdrawal"),
    path("<uuid:record>/restoration/", views.restoration, name="follow-up-restoration"),
]
