from django.urls import path

from egnatia.public.extracts import views

urlpatterns = [
    path("", views.extracts, name="extracts"),
    path("<uuid:record>/", views.extract, name="extract"),
    path("<uuid:record>/download.<str:form>", views.download, name="extract-download"),
    path("<uuid:record>/<str:economy>/<str:code>/", views.cell, name="extract-cell"),
]
