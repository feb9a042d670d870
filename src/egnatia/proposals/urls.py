from django.urls import path

from egnatia.proposals.views.planned import planned
from egnatia.proposals.views.proposal import proposal
from egnatia.proposals.views.questions import question, questions

app_name = "proposals"
urlpatterns = [
    path("", proposal, name="proposal"),
    path("planned/", planned, name="proposal-planned"),
    path("question/", question, name="proposal-question"),
    path("questions/", questions, name="questions"),
]
