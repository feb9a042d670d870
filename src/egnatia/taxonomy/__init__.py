"""What all rooms speak of: economies, the framework tree, vocabularies. Public, the same for every reader.

A framework holds headings, priorities, objectives and measures. One without a prefix describes activities ("2.3.2");
others stand beside it with a prefix of their own ("oc:1.2"). A version never changes: a new one is stored beside it.

The tables of economies and of the forum's settings are the kernel's: memberships, offices and markings rest on them.
"""
