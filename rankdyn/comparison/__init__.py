"""Models of several orders beside each other: the smallest of each kind that meets a goal, judged on other rows."""
