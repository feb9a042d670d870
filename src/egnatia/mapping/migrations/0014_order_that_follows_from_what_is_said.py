"""Matches of equal rank in an order that every installation has alike; indexes for money and for sizes."""

from django.db import migrations, models

# The titles of both activities, folded, the first of the alphabet first: as `rules.titles_of` says it.
FILL = """
UPDATE mapping_match SET titles = left(least(one.sorted_title COLLATE "C", other.sorted_title), 60)
    || ' | ' || left(greatest(one.sorted_title COLLATE "C", other.sorted_title), 60)
FROM mapping_activity one, mapping_activity other
WHERE one.record_id = left_id AND other.record_id = right_id
"""


class Migration(migrations.Migration):
    dependencies = [("mapping", "0013_sheets")]
    operations = [
        migrations.AddField("match", "titles", models.CharField(default="", max_length=130)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveIndex("match", "match_list"),
        migrations.AddIndex(
            "match",
            models.Index(
                name="match_list",
                fields=["-rank", "titles", "id"],
                include=["left", "right", "left_owner", "right_owner", "found_at", "gone_at", "kind"],
            ),
        ),
        migrations.AddIndex(
            "match",
            models.Index(
                name="match_again",
                fields=["counted_again", "id"],
                include=["left", "right", "left_owner", "right_owner", "found_at", "kind", "rank", "titles"],
                condition=models.Q(counted_again__isnull=False, gone_at__isnull=True),
            ),
        ),
        migrations.AddIndex(
            "activity", models.Index(name="activity_money", fields=["record"], include=["amount", "currency"])
        ),
        migrations.AddIndex("activity", models.Index(name="activity_band", fields=["band", "record"])),
    ]
