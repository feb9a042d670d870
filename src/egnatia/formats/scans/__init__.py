"""Whether an upload is a scan or a photo of a page: PDF, JPEG or PNG, looked at in a limited process."""

from egnatia.formats.scans.reading import scan_of
from egnatia.formats.scans.seen import Scan

__all__ = ["Scan", "scan_of"]
