"""export: findings to data files for other programs."""

from cjgen.export.json import journey_data, site_data

__all__ = ["journey_data", "site_data"]
