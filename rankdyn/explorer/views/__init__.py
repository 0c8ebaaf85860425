"""What the page shows, one file a tab: controls, and how answers are laid out; the mathematics is in `questions`."""
