"""validate: located documents to a Site and its Journeys, or every problem at once."""

from cjgen.validate.journey import validate_journeys
from cjgen.validate.schema import journey_schema, schema_files, site_schema
from cjgen.validate.site import graded, validate_site

__all__ = ["graded", "journey_schema", "schema_files", "site_schema", "validate_journeys", "validate_site"]
