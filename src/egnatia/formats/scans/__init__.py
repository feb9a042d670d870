"""Whether an upload is a scan or a photo of a page: PDF, JPEG or PNG, looked at in a limited process."""

from egnatia.formats.scans.scan import Scan, scan_of

__all__ = ["Scan", "scan_of"]
