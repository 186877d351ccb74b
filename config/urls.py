"""Every address of the site."""

from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from config.admin import PersonAdmin
from config.views import favicon, health, robots
from goals.sitemaps import PublicPages

admin.site.site_header = _("Målbar for staff")
admin.site.site_title = "Målbar"
admin.site.index_title = _("Goals, targets and results")
# Its room goes to the lists, which are wide; the index has the same links.
admin.site.enable_nav_sidebar = False

admin.site.unregister(User)
admin.site.register(User, PersonAdmin)

urlpatterns = [
    path("", include("goals.urls")),
    path("", include("metrics.urls")),
    path("helse/", health, name="health"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicPages}}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path("admin/", admin.site.urls),
]
