"""Why a network says what it says of a picture: what it listens to, what deceives it, what it looks for."""
