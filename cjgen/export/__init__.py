"""export: findings to data files for other programs."""

from cjgen.export.csv import journey_table
from cjgen.export.json import journey_data, site_data

__all__ = ["journey_data", "journey_table", "site_data"]
