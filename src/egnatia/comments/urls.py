from django.urls import path

from egnatia.comments import views

app_name = "comments"
urlpatterns = [
    path("on/<uuid:about>/", views.new, name="new"),
    path("on/<uuid:about>/preview/", views.preview, name="preview"),
    path("<uuid:record>/", views.one, name="comment"),
    path("<uuid:record>/change/", views.change, name="comment-change"),
    path("<uuid:record>/withdrawal/", views.withdrawal, name="comment-withdrawal"),
]
