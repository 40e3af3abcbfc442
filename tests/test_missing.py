from assistant.missing import Missing


def lacking(**signs):
    return Missing(None, 0, (), (), 0, 0, 0, unsaid=signs)


def test_doubt_settles_what_a_sign_leaves_open_and_nothing_by_itself():
    sure, unsure = [-9.0, 0.5], [-9.0, -5.0]  # the greatest odds count
    half = lacking(**{"no money": 1.0})
    assert half.undecided
    assert half.doubted(sure).probability == half.probability < 0.5 < half.doubted(unsure).probability
    assert not lacking().undecided
    assert lacking().doubted([-100.0]).probability < 0.5
    assert not lacking(**{"no money": 3.0}).undecided
