from django.urls import path

from search.saved import views

app_name = "saved"
SEARCH = "desk/searches/<str:reference>/"

urlpatterns = [
    path("desk/searches/", views.search_list, name="list"),
    path("desk/searches/new/", views.save, name="save"),
    path(SEARCH, views.detail, name="detail"),
    path(f"{SEARCH}told/", views.follow, name="follow"),
    path(f"{SEARCH}rename/", views.rename, name="rename"),
    path(f"{SEARCH}remove/", views.remove, name="remove"),
    path("searches/stop/<str:token>/", views.stop, name="stop"),
]
