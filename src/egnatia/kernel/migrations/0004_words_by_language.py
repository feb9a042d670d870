"""What the default forum is called and its footnote, in every language of the pages, and one name that Latin missed.

Serbian stands in Cyrillic; its Latin form follows from that. What a secretariat has written itself stays.
"""

from django.db import migrations

FORUM = {
    "names": {
        "en": "South East Europe",
        "sq": "Evropa Juglindore",
        "sr": "Југоисточна Европа",
        "mk": "Југоисточна Европа",
    },
    "collective": {"en": "economies", "sq": "ekonomitë", "sr": "економије", "mk": "економии"},
    "footnote": {
        "en": "This designation is without prejudice to positions on status, and is in line with UNSC 1244 and the ICJ "
        "Opinion on the Kosovo declaration of independence.",
        "sq": "Ky përcaktim nuk paragjykon qëndrimet mbi statusin dhe është në përputhje me Rezolutën 1244 të KS të "
        "OKB-së dhe me Opinionin e GJND-së mbi deklaratën e pavarësisë së Kosovës.",
        "sr": "Овај назив је без прејудицирања ставова о статусу и у складу је са Резолуцијом 1244 Савета безбедности "
        "УН и мишљењем Међународног суда правде о косовској декларацији о независности.",
        "mk": "Ова означување не ги прејудицира ставовите за статусот и е во согласност со Резолуцијата 1244 на СБ на "
        "ОН и со мислењето на МСП за декларацијата за независност на Косово.",
    },
}


def add(apps, schema_editor):
    for economy in apps.get_model("kernel", "Economy").objects.filter(code="TUR"):
        if economy.names.get("sr-latn") == "Türkiye":
            economy.names["sr-latn"] = "Turska"  # as in Cyrillic
            economy.save(update_fields=["names"])
    for forum in apps.get_model("kernel", "Forum").objects.filter(slug="main"):
        for field, texts in FORUM.items():
            own = getattr(forum, field)
            if own.get("en") == texts["en"]:
                setattr(forum, field, texts | own)
        forum.save(update_fields=list(FORUM))


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_economies")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
