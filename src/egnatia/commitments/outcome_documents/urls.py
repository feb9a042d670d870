from django.urls import path

from egnatia.commitments.outcome_documents import views

urlpatterns = [
    path("", views.outcomes, name="outcomes"),
    path("new/", views.new, name="outcome-new"),
    path("<uuid:record>/", views.outcome, name="outcome"),
    path("<uuid:record>/withdrawal/", views.withdrawal, name="outcome-withdrawal"),
]
