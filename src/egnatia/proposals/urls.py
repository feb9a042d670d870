from django.urls import path

from egnatia.proposals.views import planned, proposal, question, questions

app_name = "proposals"
urlpatterns = [
    path("", proposal, name="proposal"),
    path("planned/", planned, name="proposal-planned"),
    path("question/", question, name="proposal-question"),
    path("questions/", questions, name="questions"),
]
