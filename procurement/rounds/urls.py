from django.urls import path

from procurement.rounds import views

app_name = "rounds"

urlpatterns = [
    path("rounds/", views.round_list, name="list"),
    path("rounds/<str:reference>/", views.detail, name="detail"),
    path("agency/rounds/", views.agency_list, name="agency_list"),
    path("agency/rounds/new/", views.create, name="create"),
    path("agency/rounds/<str:reference>/", views.agency_detail, name="agency_detail"),
    path("agency/rounds/<str:reference>/edit/", views.edit, name="edit"),
    path("agency/rounds/<str:reference>/publish/", views.publish, name="publish"),
    path("agency/rounds/<str:reference>/archive/", views.archive, name="archive"),
]
