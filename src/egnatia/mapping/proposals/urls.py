from django.urls import path

from egnatia.mapping.proposals.views.planned import planned
from egnatia.mapping.proposals.views.proposal import proposal
from egnatia.mapping.proposals.views.questions import question, questions

urlpatterns = [
    path("", proposal, name="proposal"),
    path("planned/", planned, name="proposal-planned"),
    path("question/", question, name="proposal-question"),
    path("questions/", questions, name="questions"),
]
