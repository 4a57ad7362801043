"""What a result says: sentences, tables, charts; for the terminal and for pages, one text for one fact."""

from goodoffices.report.analysis_report import analysis_report
from goodoffices.report.content import Chart, Report, Section, Table
from goodoffices.report.wording import Wording

__all__ = ["Chart", "Report", "Section", "Table", "Wording", "analysis_report"]
