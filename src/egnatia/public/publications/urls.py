from django.urls import path

from egnatia.public.publications import views

urlpatterns = [
    path("", views.publications, name="publications"),
    path("<uuid:record>/", views.publication, name="publication"),
    path("<uuid:record>/download.<str:form>", views.download, name="publication-download"),
    path("<uuid:record>/<str:economy>/<str:code>/", views.cell, name="publication-cell"),
]
