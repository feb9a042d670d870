from django.urls import path

from egnatia.needs.frameworks import views

urlpatterns = [
    path("", views.frameworks, name="frameworks"),
    path("objectives/", views.batch, name="aims"),
    path("objectives/<uuid:activity_id>/", views.one, name="activity-aims"),
    path("<slug:slug>/", views.framework, name="framework"),
    path("<slug:slug>/download.<str:form>", views.download, name="framework-download"),
    path("<slug:slug>/upload/", views.upload, name="framework-upload"),
    path("<slug:slug>/use/", views.use, name="framework-use"),
]
