"""Drawing data by hand while the network learns it."""
