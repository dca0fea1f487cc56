"""From a survey file to whole numbers: what is asked of it, and how often each answer was given."""
