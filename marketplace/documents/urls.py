from django.urls import path

from marketplace.documents import views

app_name = "documents"
urlpatterns = [path("files/<uuid:token>/", views.download, name="download")]
