"""validate: located documents to a Site and its Journeys, or every problem at once."""

from cjgen.validate.brand_file import validate_brand_file
from cjgen.validate.journey import validate_journeys
from cjgen.validate.palette import brand_look, contrast_problems
from cjgen.validate.schema import journey_schema, schema_files, site_schema
from cjgen.validate.site import graded, validate_site

__all__ = [
    "brand_look",
    "contrast_problems",
    "graded",
    "journey_schema",
    "schema_files",
    "site_schema",
    "validate_brand_file",
    "validate_journeys",
    "validate_site",
]
