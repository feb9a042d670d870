"""Files on any record, with the record's marking: versions, metadata, watermark, virus scan, who downloaded them."""
