from django.urls import path

from cms.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.people, name="people"),
    path("demo/sign-in/", views.sign_in, name="sign_in"),
]
