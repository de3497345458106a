"""What the window takes when it is dropped, pasted or named: one module for each kind, found by itself."""
