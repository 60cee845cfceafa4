from django.urls import path

from marketplace.api import views

app_name = "api"
urlpatterns = [
    path("api/v1/openapi.json", views.description, name="description"),
    path("api/docs", views.docs, name="docs"),
    path("api/docs/try", views.attempt, name="attempt"),
]
