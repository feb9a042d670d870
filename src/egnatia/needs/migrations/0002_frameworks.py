"""The shipped frameworks. Objectives are labelled from the one that describes activities."""

from django.db import migrations

from egnatia.taxonomy.document import as_builtins, shipped
from egnatia.taxonomy.actions import feed


def store(apps, schema_editor):
    framework = apps.get_model("needs", "Framework")
    for document in shipped():
        content = as_builtins(document)
        framework.objects.create(
            slug=document.slug, version=document.version, prefix=document.prefix, content=content, in_use=True
        )
        if not document.prefix:
            feed(apps.get_model("kernel", "Term"), document)


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_initial"), ("activities", "0002_vocabularies")]
    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
