"""From what an author wrote about customers' answers to scores on the journey's own scale."""

from cjgen.measure.files import Surveyed, count_answers
from cjgen.measure.remarks import survey_remarks
from cjgen.measure.scores import measure

__all__ = ["Surveyed", "count_answers", "measure", "survey_remarks"]
