from django.urls import path

from egnatia.files import views

app_name = "files"
urlpatterns = [
    path("on/<uuid:record>/new/", views.new, name="new"),
    path("<uuid:file>/", views.file, name="file"),
    path("<uuid:file>/version/", views.version, name="version"),
    path("<uuid:file>/download/", views.download, name="download"),
    path("<uuid:file>/versions/<int:number>/download/", views.download, name="version-download"),
    path("<uuid:file>/preview/", views.preview, name="preview"),
    path("<uuid:file>/preview/<int:number>.png", views.picture, name="picture"),
    path("<uuid:file>/metadata-removal/", views.metadata_removal, name="metadata-removal"),
    path("<uuid:file>/removal/", views.removal, name="removal"),
]
