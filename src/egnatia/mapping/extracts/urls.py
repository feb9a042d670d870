from django.urls import path

from egnatia.mapping.extracts.views import preparing, recalling

urlpatterns = [
    path("", preparing.new, name="extract-new"),
    path("<uuid:record>/recall/", recalling.recall, name="extract-recall"),
]
