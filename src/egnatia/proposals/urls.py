from django.urls import path

from egnatia.proposals.views import end, form_words, planned, proposal, question, questions, watch, watches

app_name = "proposals"
urlpatterns = [
    path("", proposal, name="proposal"),
    path("planned/", planned, name="proposal-planned"),
    path("question/", question, name="proposal-question"),
    path("questions/", questions, name="questions"),
    path("watch/", watch, name="proposal-watch"),
    path("watches/", watches, name="watches"),
    path("watches/<uuid:watched>/ending/", end, name="watch-ending"),
    path("words/", form_words, name="form-words"),
]
