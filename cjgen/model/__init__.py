"""The nouns: frozen data that the steps hand to each other. They read and write nothing."""
