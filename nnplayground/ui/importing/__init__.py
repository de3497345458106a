"""Looking at somebody's table before it is learned."""
