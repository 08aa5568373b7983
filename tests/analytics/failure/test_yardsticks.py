import numpy as np
import pyarrow as pa

from duly.analytics.failure.yardsticks import yardsticks_of


def test_a_published_score_is_turned_so_that_more_is_riskier():
    table = pa.table({"altman_z": [3.0, None], "zmijewski_x": [1.0, 2.0], "profit": [1.0, 2.0]})
    found = yardsticks_of(table)
    assert set(found) == {"altman_z", "zmijewski_x"}
    assert found["altman_z"][0] == -3
    assert np.isnan(found["altman_z"][1])
    assert found["zmijewski_x"].tolist() == [1, 2]


def test_a_table_of_ratios_alone_has_none():
    assert yardsticks_of(pa.table({"profit": [1.0]})) == {}
