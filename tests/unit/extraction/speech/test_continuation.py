"""What goes on with an attributed sentence."""

from __future__ import annotations

from unit.extraction.speech.sketches import read, told

SAID = "Anna/PROPN#PER sagte/VERB.Fin:sagen , dass/SCONJ Geld/NOUN fehlt/VERB.Fin:fehlen ."
MORE = "Die/DET@Nom Lage/NOUN sei/AUX.Fin:sein ernst/ADJ ."


def test_subjunctive_goes_on() -> None:
    """The continuation points to the attribution it goes on with and names no holder of its own."""
    _, found = read(f"{SAID} | {MORE}")
    assert [(a.kind, a.continues, a.holder) for a in found[1:]] == [("free", 0, None)]


def test_run_of_sentences_is_one_continuation() -> None:
    _, found = read(f"{SAID} | {MORE} | {MORE}")
    assert [len(a.content) for a in found] == [1, 2]


def test_indicative_does_not_go_on() -> None:
    assert len(told(f"{SAID} | Die/DET@Nom Lage/NOUN ist/AUX.Fin:sein ernst/ADJ .")) == 1


def test_soll_alone_does_not_go_on() -> None:
    found = told(f"{SAID} | Der/DET@Nom Bau/NOUN soll/AUX.Fin:sollen warten/VERB.Inf:warten .")
    assert [rule for rule, _, _ in found] == ["indirect-d"]


def test_first_person_is_no_subjunctive() -> None:
    assert told("Ich/PRON habe/AUX.Fin:haben Zeit/NOUN .") == []


def test_pronoun_takes_the_sentence_before_up() -> None:
    found = told(
        "Der/DET@Nom Bau/NOUN ruht/VERB.Fin:ruhen . | Dies/PRON bestätigte/VERB.Fin:bestätigen Anna/PROPN#PER ."
    )
    assert found == [("anaphor", "Anna", "Der Bau ruht … Dies")]


def test_interview_turns() -> None:
    """What the one asked says is theirs, sentence by sentence; questions are not."""
    question = "Bote/NOUN : Was/PRON nun/ADV ?"
    answer = "Meier/PROPN#PER : Wir/PRON warten/VERB.Fin:warten noch/ADV ab/ADP ."
    found = told(f"{question} | {answer} | {question} | {answer}")
    assert found == [("transcript", "Meier", "Wir warten noch ab .")] * 2


def test_clause_in_subjunctive_inside_an_indicative_sentence() -> None:
    found = told(
        "Anna/PROPN#PER kritisierte/VERB.Fin:kritisieren den/DET@Acc Plan/NOUN , der/PRON zu/ADV teuer/ADJ "
        "sei/AUX.Fin:sein ."
    )
    assert found == [("free-clause", "Anna", "der zu teuer sei")]
