from django.urls import path

from egnatia.needs.frameworks.views import answering, pages, uploading

urlpatterns = [
    path("", pages.frameworks, name="frameworks"),
    path("objectives/", answering.batch, name="aims"),
    path("objectives/<uuid:activity_id>/", answering.one, name="activity-aims"),
    path("<slug:slug>/", pages.framework, name="framework"),
    path("<slug:slug>/download.<str:form>", pages.download, name="framework-download"),
    path("<slug:slug>/upload/", uploading.upload, name="framework-upload"),
    path("<slug:slug>/use/", uploading.use, name="framework-use"),
]
