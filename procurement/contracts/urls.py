from django.urls import path

from procurement.contracts import views

app_name = "contracts"

urlpatterns = [
    path("contracts/recognize/", views.recognize, name="recognize"),
    path("desk/contracts/", views.contract_list, name="list"),
    path("desk/contracts/<str:reference>/", views.detail, name="detail"),
    path("desk/contracts/<str:reference>/send/", views.send, name="send"),
    path("desk/contracts/<str:reference>/board-vote/", views.vote, name="vote"),
    path("desk/contracts/<str:reference>/sign/", views.sign, name="sign"),
    path("desk/contracts/<str:reference>/decline/", views.decline, name="decline"),
]
