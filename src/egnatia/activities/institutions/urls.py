from django.urls import path

from egnatia.activities.institutions import views

urlpatterns = [
    path("", views.institutions, name="institutions"),
    path("download.<str:form>", views.download, name="institutions-download"),
    path("<str:key>/", views.institution, name="institution"),
]
