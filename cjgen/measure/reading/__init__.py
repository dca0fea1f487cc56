"""From a survey file of any kind to one table in an engine: cells as they stand in the file, nothing decided yet."""
