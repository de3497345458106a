"""One sample forward, backward and one step of the optimizer, walked through number by number."""
