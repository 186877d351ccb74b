"""The three roles, and what each may do in the admin."""

from django.db import migrations

MODELS = {
    "metrics": ["publication", "solution", "metric", "figure", "claim"],
    "goals": ["plan", "goal", "indicator", "assessment", "milestone"],
}
VIEW = {(app, f"view_{model}") for app, models in MODELS.items() for model in models}
EDITOR = VIEW | {("metrics", f"{verb}_figure") for verb in ("add", "change", "delete")}
MANAGER = (
    VIEW
    | {
        (app, f"{verb}_{model}")
        for app, models in MODELS.items()
        for model in models
        for verb in ("add", "change", "delete")
    }
    | {("metrics", "publish_publication"), ("metrics", "state_promise")}
)
ADMINISTRATOR = MANAGER | {
    ("auth", f"{verb}_{model}") for verb in ("view", "add", "change", "delete") for model in ("user", "group")
}
ROLES = {"Redaktør": EDITOR, "Leder": MANAGER, "Administrator": ADMINISTRATOR}


def make_roles(apps, schema_editor):
    """Make the groups with their permissions, which Django itself makes only after all migrations."""
    Group = apps.get_model("auth", "Group")
    for name, wanted in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set([permission(apps, app, codename) for app, codename in sorted(wanted)])


def permission(apps, app, codename):
    model = codename.split("_", 1)[1] if codename != "state_promise" else "figure"
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    # Django's own pass after the migrations leaves existing codenames as they are, so the names match its.
    names = {
        "publish_publication": "Can publish, correct and withdraw publications",
        "state_promise": "Can enter targets and baselines",
    }
    verb = codename.split("_", 1)[0]
    verbose_name = apps.get_model(app, model)._meta.verbose_name_raw if codename not in names else ""
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": names.get(codename, f"Can {verb} {verbose_name}")},
    )
    return found


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("metrics", "0001_initial"),
        ("goals", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, remove_roles)]
