"""The editor's desk: what is to be published, translated, checked and asked for, in one place."""
