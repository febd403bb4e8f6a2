"""The whole site map on one page."""

from django.urls import URLPattern, URLResolver, path

from pamong.web.pages import door, recommendations, suggestion

urlpatterns: list[URLPattern | URLResolver] = [
    path("", door.root),
    path("health/", door.health),
    path("sign-in/", door.sign_in),
    path("sign-out/", door.sign_out),
    path("language/", door.language),
    path("activate/<str:token>/", door.activate),
    path("recommendations/", recommendations.table),
    path("recommendations/accept/", recommendations.accept_many),
    path("recommendations/run/", recommendations.run),
    path("recommendations/runs/<int:id>/", recommendations.progress),
    path("recommendations/export.xlsx", recommendations.export_list, {"kind": "xlsx"}),
    path("recommendations/export.csv", recommendations.export_list, {"kind": "csv"}),
    path("recommendations/counselling/", suggestion.counselling),
    *(
        route
        for home in ("recommendations/", "recommendations/counselling/")
        for route in (
            path(f"{home}<int:id>/", suggestion.show),
            path(f"{home}<int:id>/decide/", suggestion.decide),
            path(f"{home}<int:id>/view/", suggestion.say_view),
            path(f"{home}<int:id>/reopen/", suggestion.reopen),
            path(f"{home}<int:id>/take-in/", suggestion.take_in),
            path(f"{home}<int:id>/ask-dialogue/", suggestion.ask_dialogue),
        )
    ),
]
