"""What a round came to, frozen: adopted at a meeting or by silence, and read by each as far as they may."""
