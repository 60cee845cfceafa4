"""The provider's pages of its learning models."""

from django.urls import path

from marketplace.products import views

app_name = "products"
urlpatterns = [
    path("desk/models/", views.model_list, name="list"),
    path("desk/models/new/", views.create, name="create"),
    path("desk/models/<slug:slug>/", views.detail, name="detail"),
    path("desk/models/<slug:slug>/versions/<int:number>/", views.version, name="version"),
    path("desk/models/<slug:slug>/edit/", views.edit, name="edit"),
    path("desk/models/<slug:slug>/edit/data/", views.data, name="data"),
    path("desk/models/<slug:slug>/edit/data/<int:pk>/remove/", views.remove_data_element, name="remove_data_element"),
    path("desk/models/<slug:slug>/edit/costs/", views.costs, name="costs"),
    path("desk/models/<slug:slug>/edit/costs/<int:pk>/remove/", views.remove_cost, name="remove_cost"),
    path("desk/models/<slug:slug>/edit/<slug:key>/", views.section, name="section"),
]
