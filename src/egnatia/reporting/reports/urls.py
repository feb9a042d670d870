from django.urls import path

from egnatia.reporting.reports.views import making, reading, templates

urlpatterns = [
    path("", reading.reports, name="reports"),
    path("template/", templates.template, name="report-template"),
    path("template/file/", templates.template_file, name="report-template-file"),
    path("template/removal/", templates.drop, name="report-template-drop"),
    path("new/<uuid:snapshot>/", making.new, name="report-new"),
    path("<uuid:record>/", reading.one, name="report"),
    path("<uuid:record>/file.<slug:form>", reading.download, name="report-download"),
    path("<uuid:record>/recall/", reading.recall, name="report-recall"),
]
