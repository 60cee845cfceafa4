"""Addresses of an organization's documents."""

from django.urls import path

from marketplace.locker import views

app_name = "locker"
DESK = "desk/documents/"

urlpatterns = [
    path("desk/organizations/of/<slug:slug>/documents/", views.document_list, name="list"),
    path("desk/organizations/of/<slug:slug>/documents/new/", views.add, name="add"),
    path(f"{DESK}<str:reference>/", views.detail, name="detail"),
    path(f"{DESK}<str:reference>/versions/new/", views.add_version, name="add_version"),
    path(f"{DESK}<str:reference>/put-away/", views.put_away, name="put_away"),
    path(f"{DESK}<str:reference>/bring-back/", views.bring_back, name="bring_back"),
]
