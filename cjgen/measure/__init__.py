"""From what an author wrote about customers' answers to scores on the journey's own scale."""

from cjgen.measure.remarks import survey_remarks
from cjgen.measure.scores import measure

__all__ = ["measure", "survey_remarks"]
