from django.urls import path

from egnatia.commitments.commitments import views

urlpatterns = [
    path("new/", views.new, name="commitment-new"),
    path("withdrawn/", views.withdrawn, name="withdrawn"),
    path("<uuid:record>/change/", views.change, name="commitment-change"),
    path("<uuid:record>/withdrawal/", views.withdrawal, name="commitment-withdrawal"),
    path("<uuid:record>/restoration/", views.restoration, name="commitment-restoration"),
]
