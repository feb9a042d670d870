from django.urls import path

from egnatia.commitments.standard_reports import views

urlpatterns = [
    path("not-reported-on/", views.unreported, name="unreported"),
    path("funded/", views.funded, name="funded"),
    path("agenda/", views.agenda, name="agenda"),
    path("changed/", views.changed, name="changed"),
]
