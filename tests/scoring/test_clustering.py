"""The design effect of a breakdown, against statsmodels, and what is said of it."""

from __future__ import annotations

import numpy as np
import pytest
from kits.scoring import interview, questionnaire, rating, result
from msgspec import UNSET

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.result import Clustering
from cfdiag.render.bearing import clustering_sentence
from cfdiag.render.result import RESULT_FORMATS, OutputContext
from cfdiag.scoring.options import Options


def by_department(cells):
    q = questionnaire(rating("a"), rating("b"))
    people = [
        interview(f"{name}{i}", {"a": v, "b": v}, department=name)
        for name, values in cells.items()
        for i, v in enumerate(values)
    ]
    return result(q, people, Options(by=("department",)))


APART = {"Legal": [1, 2, 1, 2, 1, 1], "Sales": [4, 5, 5, 4, 5], "Stock": [3, 3, 2, 4, 3, 3, 3]}


def test_the_correlation_within_is_that_of_analysis_of_variance():
    found = by_department(APART).questionnaires[0].clustering["department"]
    groups = [np.array(each) * 25.0 - 25 for each in APART.values()]
    n, k = np.array([len(each) for each in groups]), len(groups)
    everybody = np.concatenate(groups)
    between = sum(len(g) * (g.mean() - everybody.mean()) ** 2 for g in groups) / (k - 1)
    within = sum(((g - g.mean()) ** 2).sum() for g in groups) / (n.sum() - k)
    usual = (n.sum() - (n**2).sum() / n.sum()) / (k - 1)
    icc = (between - within) / (between + (usual - 1) * within)
    assert found.icc == pytest.approx(icc)
    assert found.design_effect == pytest.approx(1 + ((n**2).sum() / n.sum() - 1) * icc)
    assert found.cells == 3


def test_it_is_the_variance_of_the_mean_where_departments_are_drawn():
    """The mean of drawn departments varies as many times more as the design effect says."""
    random = np.random.default_rng(2)
    effects, means, spreads = [], [], []
    for _ in range(150):
        levels = random.normal(3, 0.5, 8)
        cells = {f"d{i}": np.clip(np.rint(level + random.normal(0, 0.9, 6)), 1, 5).astype(int).tolist()
                 for i, level in enumerate(levels)}  # fmt: skip
        found = by_department(cells).questionnaires[0]
        effects.append(found.clustering["department"].design_effect)
        means.append(found.overall.score)
        spreads.append(found.overall.sd**2 / found.overall.n)
    assert np.var(means) / np.mean(spreads) == pytest.approx(np.mean(effects), rel=0.3)


def test_one_cell_that_is_shown_lies_apart_from_nothing():
    found = by_department({"Legal": [1, 2, 3, 4, 5, 4]}).questionnaires[0]
    assert found.clustering is UNSET


@pytest.mark.parametrize("language", ["en", "nl"])
def test_it_is_said_beside_the_breakdown(language):
    words = locale_for(language)
    found = by_department(APART)
    said = clustering_sentence(found.questionnaires[0].clustering["department"], words)
    context = OutputContext(language=language, width=400)
    assert said in RESULT_FORMATS["markdown"](found, context).replace("\\", "")
    assert said in RESULT_FORMATS["text"](found, context)
    alike = clustering_sentence(Clustering(icc=0.0, design_effect=1.0, cells=3), words)
    assert alike != said
