"""Terms are the taxonomy's from here on."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_economies"), ("taxonomy", "0001_from_kernel_and_needs")]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Term")])]
