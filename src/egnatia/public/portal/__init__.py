"""The public site: home, topics, economies, and whom to call, each as its reader sees it."""
