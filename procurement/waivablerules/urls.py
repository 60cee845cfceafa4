from django.urls import path

from procurement.waivablerules import views

app_name = "waivablerules"

urlpatterns = [
    path("excused-rules/", views.catalogue, name="catalogue"),
    path("desk/models/<slug:slug>/excused-rules/", views.needs, name="needs"),
]
