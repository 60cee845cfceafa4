from django.urls import path

from procurement.casework import views

app_name = "casework"

urlpatterns = [
    path("agency/casework/", views.monday, name="monday"),
    path("agency/casework/remind/", views.remind_late, name="remind_late"),
    path("agency/casework/batches/", views.batches, name="batches"),
    path("agency/casework/batches/new/", views.prepare, name="prepare"),
    path("agency/casework/batches/<str:reference>/", views.batch, name="batch"),
    path("agency/applications/<str:reference>/remind/", views.remind, name="remind"),
    path("agency/applications/<str:reference>/write/", views.write, name="write"),
    path("desk/messages/<str:reference>/", views.messages_of, name="messages"),
]
