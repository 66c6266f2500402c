from cfdiag.api.loading import load_interview as load_interview
from cfdiag.api.loading import load_questionnaire as load_questionnaire
from cfdiag.api.loading import load_result as load_result
from cfdiag.api.reporting import report as report
from cfdiag.api.result import Result as Result
from cfdiag.api.scoring import score as score
from cfdiag.api.scoring import score_paths as score_paths
from cfdiag.ground.diagnostics import CfdiagError as CfdiagError
from cfdiag.ground.diagnostics import Diagnostic as Diagnostic
from cfdiag.model.interview import Interview as Interview
from cfdiag.model.questionnaire import Questionnaire as Questionnaire

__version__: str
__all__ = [
    "CfdiagError",
    "Diagnostic",
    "Interview",
    "Questionnaire",
    "Result",
    "__version__",
    "load_interview",
    "load_questionnaire",
    "load_result",
    "report",
    "score",
    "score_paths",
]
