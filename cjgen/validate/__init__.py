"""validate: located documents to a Site and its Journeys, or every problem at once."""

from cjgen.validate.brand_file import validate_brand_file
from cjgen.validate.journey import (
    Stated,
    Validated,
    together_problems,
    unusable_files,
    validate_journey,
)
from cjgen.validate.palette import brand_look, contrast_problems
from cjgen.validate.schema import journey_schema, schema_files, site_schema
from cjgen.validate.site import graded, validate_site

__all__ = [
    "Stated",
    "Validated",
    "brand_look",
    "contrast_problems",
    "graded",
    "journey_schema",
    "schema_files",
    "site_schema",
    "together_problems",
    "unusable_files",
    "validate_brand_file",
    "validate_journey",
    "validate_site",
]
