from assistant.missing import Missing


def lacking(**signs):
    return Missing(None, 0, (), (), 0, 0, 0, unsaid=signs)


def test_doubt_settles_what_a_sign_leaves_open():
    sure, unsure = [-9.0, 0.5], [-9.0, -5.0]  # the greatest odds count
    half = lacking(**{"no money": 1.0})
    assert half.undecided
    assert half.doubted(sure).probability < half.probability < 0.5 < half.doubted(unsure).probability


def test_great_doubt_refuses_where_nothing_else_speaks_against_an_answer():
    assert lacking().undecided
    assert lacking().doubted([-3.0]).probability < 0.5 < lacking().doubted([-100.0]).probability


def test_odds_of_an_answer_outweigh_a_sign_that_barely_refuses_but_not_several():
    barely = lacking(**{"no money": 2.3})
    assert barely.undecided and barely.doubted([9.0]).probability < 0.5 < barely.probability
    assert not lacking(**{"no money": 4.0}).undecided
