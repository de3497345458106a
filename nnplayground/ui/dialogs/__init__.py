"""Questions and reports: what a person has to decide, or wants to know, apart from the network."""
