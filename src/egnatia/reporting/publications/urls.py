from django.urls import path

from egnatia.reporting.publications.views import preparing, recalling

urlpatterns = [
    path("", preparing.new, name="publication-new"),
    path("<uuid:record>/recall/", recalling.recall, name="publication-recall"),
]
