"""What the page asks, one file a tab: each question runs in a process of its own and knows nothing of the page."""
