"""The nouns: frozen data that the steps hand to each other. No input, no output, no arithmetic."""
