"""The footnote in Albanian, where nobody has written another one."""

from importlib import import_module

from django.db import migrations

BEFORE, NOW = "Ky përcaktim ", "Ky emërtim "
SHIPPED = import_module("egnatia.kernel.migrations.0003_economies").FORUM["footnote"]["sq"]


def mend(apps, schema_editor):
    for forum in apps.get_model("kernel", "Forum").objects.all():
        if forum.footnote.get("sq") == SHIPPED.replace(NOW, BEFORE):
            forum.footnote["sq"] = SHIPPED
            forum.save(update_fields=["footnote"])


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_terms_to_taxonomy")]
    operations = [migrations.RunPython(mend, migrations.RunPython.noop)]
