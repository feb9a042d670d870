from django.urls import path

from egnatia.proposals.views import form_words, planned, proposal, question, questions

app_name = "proposals"
urlpatterns = [
    path("", proposal, name="proposal"),
    path("planned/", planned, name="proposal-planned"),
    path("question/", question, name="proposal-question"),
    path("questions/", questions, name="questions"),
    path("words/", form_words, name="form-words"),
]
