from django.urls import path

from egnatia.reporting.reports import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("template/", views.template, name="report-template"),
    path("template/file/", views.template_file, name="report-template-file"),
    path("template/removal/", views.drop, name="report-template-drop"),
    path("new/<uuid:snapshot>/", views.new, name="report-new"),
    path("<uuid:record>/", views.one, name="report"),
    path("<uuid:record>/file.<slug:form>", views.download, name="report-download"),
    path("<uuid:record>/recall/", views.recall, name="report-recall"),
]
