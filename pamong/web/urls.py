"""The whole site map on one page."""

from django.urls import URLPattern, URLResolver, path

from pamong.web.pages import door

urlpatterns: list[URLPattern | URLResolver] = [
    path("", door.root),
    path("health/", door.health),
    path("sign-in/", door.sign_in),
    path("sign-out/", door.sign_out),
    path("language/", door.language),
    path("activate/<str:token>/", door.activate),
]
