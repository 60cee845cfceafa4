"""Addresses of what goes with a contract."""

from django.urls import path

from procurement.exhibits import views

app_name = "exhibits"
DOCUMENTS = "desk/negotiations/<str:reference>/documents/"

urlpatterns = [
    path(DOCUMENTS, views.exhibit_list, name="list"),
    path(f"{DOCUMENTS}add/", views.attach, name="attach"),
    path(f"{DOCUMENTS}<int:pk>/take-off/", views.take_off, name="take_off"),
    path(f"{DOCUMENTS}<int:pk>/renew/", views.renew, name="renew"),
]
