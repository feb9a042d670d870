"""What has been agreed: frameworks of headings, priorities, objectives and measures, and which activity serves what.

A framework is public and the same for everybody. One without a prefix describes activities ("2.3.2"); others stand
beside it with a prefix of their own ("oc:1.2"). A version never changes: a new one is stored beside it.
"""
