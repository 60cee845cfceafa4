from django.urls import path

from procurement.negotiations import views

app_name = "negotiations"

urlpatterns = [
    path("desk/negotiations/", views.negotiation_list, name="list"),
    path("desk/negotiations/<str:reference>/", views.detail, name="detail"),
    path("desk/negotiations/<str:reference>/revisions/<int:number>/", views.revision, name="revision"),
    path("desk/negotiations/<str:reference>/propose/", views.propose, name="propose"),
    path("desk/negotiations/<str:reference>/accept/", views.accept, name="accept"),
    path("desk/negotiations/<str:reference>/comment/<str:anchor>/", views.comment, name="comment"),
    path("desk/negotiations/<str:reference>/end/", views.abandon, name="abandon"),
]
