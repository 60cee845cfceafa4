from django.urls import path

from procurement.measures import views

app_name = "measures"

urlpatterns = [
    path("agency/measures/", views.agency_list, name="agency_list"),
    path("agency/measures/open/<int:pk>/", views.open_decision, name="open"),
    path("agency/measures/<str:reference>/", views.agency_detail, name="agency_detail"),
    path("agency/measures/<str:reference>/panel/", views.name_panelist, name="name_panelist"),
    path("agency/measures/<str:reference>/panel/<int:pk>/release/", views.release, name="release"),
    path("agency/measures/<str:reference>/decide/", views.decide, name="decide"),
    path("desk/measure-votes/<int:pk>/", views.vote, name="vote"),
]
