"""What domains may listen to, so that they need not know each other."""

from django.dispatch import Signal

# Sent with `record` inside the transaction in which its marking changed.
record_marked = Signal()
# Sent inside the transaction that loads the demo's people and activities, or takes them away; receivers answer with how
# many records they made or withdrew. `returning`: what was taken away before comes back.
demo_loaded = Signal()
demo_removed = Signal()
# Sent with `reader` and the codes of `economies` whose focal point he is; receivers answer with the `desk.DeskPart`
# that they put on his desk, made of what he sees.
desk_asked = Signal()
