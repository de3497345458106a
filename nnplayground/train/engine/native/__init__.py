"""Machine code for small networks on the processor."""
