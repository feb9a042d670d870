from django.urls import path

from egnatia.people.forum import views

urlpatterns = [
    path("", views.forum, name="forum"),
    path("communities/new/", views.founding, name="community-founding"),
]
