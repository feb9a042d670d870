from django.urls import path

from egnatia.start.onboarding import views

urlpatterns = [
    path("", views.start, name="start"),
    path("<str:kind>/spreadsheet/", views.spreadsheet, name="spreadsheet"),
    path("<str:kind>/spreadsheet/template.<str:form>", views.template, name="spreadsheet-template"),
    path("<str:kind>/spreadsheet/application/", views.application, name="spreadsheet-application"),
    path("putting-away/", views.putting_away, name="start-putting-away"),
    path("putting-back/", views.putting_back, name="start-putting-back"),
]
