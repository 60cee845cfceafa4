from django.urls import path

from search.catalog import compare_views

urlpatterns = [
    path("", compare_views.compare, name="compare"),
    path("choice/", compare_views.compare_choice, name="compare_choice"),
]
