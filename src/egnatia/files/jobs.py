"""What the virus scanner could not look at when it was uploaded is asked about again."""

from procrastinate.contrib.django import app

from egnatia.files.actions import scan_waiting


@app.periodic(cron="*/5 * * * *")
@app.task(queue="default", name="files.scan_waiting")
def scan_again(timestamp: int) -> int:
    """How many versions were looked at. Safe to run twice."""
    del timestamp
    return scan_waiting()
