from django.urls import path

from egnatia.reporting.publications import views

urlpatterns = [
    path("", views.new, name="publication-new"),
    path("<uuid:record>/recall/", views.recall, name="publication-recall"),
]
