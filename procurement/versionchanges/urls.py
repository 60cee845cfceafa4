from django.urls import path

from procurement.versionchanges import views

app_name = "versionchanges"

urlpatterns = [
    path("desk/models/<slug:slug>/publish/", views.file, name="file"),
    path("desk/new-versions/<str:reference>/", views.detail, name="detail"),
    path("desk/new-versions/<str:reference>/withdraw/", views.withdraw, name="withdraw"),
    path("agency/new-versions/", views.agency_list, name="agency_list"),
    path("agency/new-versions/<str:reference>/", views.agency_detail, name="agency_detail"),
    path("agency/new-versions/<str:reference>/decide/", views.decide, name="decide"),
]
