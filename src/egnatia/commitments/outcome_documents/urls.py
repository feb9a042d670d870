from django.urls import path

from egnatia.commitments.outcome_documents.views import reading, reviewing

urlpatterns = [
    path("", reading.outcomes, name="outcomes"),
    path("new/", reading.new, name="outcome-new"),
    path("<uuid:record>/", reviewing.outcome, name="outcome"),
    path("<uuid:record>/withdrawal/", reviewing.withdrawal, name="outcome-withdrawal"),
]
