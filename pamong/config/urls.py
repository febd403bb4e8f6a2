"""The site map's root; the pages are in web.urls."""

from django.urls import include, path

urlpatterns = [path("", include("pamong.web.urls"))]
handler400 = "pamong.web.pages.errors.bad_request"
handler403 = "pamong.web.pages.errors.forbidden"
handler404 = "pamong.web.pages.errors.not_found"
handler500 = "pamong.web.pages.errors.broken"
