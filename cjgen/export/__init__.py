"""export: findings to data files for other programs."""

from cjgen.export.actions import actions_table
from cjgen.export.calendar import journey_calendar, site_calendar
from cjgen.export.csv import journey_table
from cjgen.export.json import journey_data, site_data

__all__ = ["actions_table", "journey_calendar", "journey_data", "journey_table", "site_calendar", "site_data"]
