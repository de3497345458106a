"""The third level of the semantic zoom: one neuron and its numbers for one sample."""
