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


def test_shall_goes_on_with_a_demand_and_apart_with_a_plain_report() -> None:
    """What "soll" says behind a demand is demanded; behind a report it may be anybody's."""
    message = "/VERB.Fin:{} , dass/SCONJ er/PRON geht/VERB.Fin:gehen . | Er/PRON soll/AUX.Fin:sollen ruhen/VERB.Inf ."
    demanded = told("Anna/PROPN#PER forderte" + message.format("fordern"))
    reported = told("Anna/PROPN#PER berichtete" + message.format("berichten"))
    assert [rule for rule, _, _ in demanded] == ["indirect-d", "free-subjunctive"]
    assert [rule for rule, _, _ in reported] == ["indirect-d", "free-reported"]


def test_hearsay_goes_on_with_whoever_spoke() -> None:
    _, found = read(
        "Anna/PROPN#PER sagte/VERB.Fin:sagen , es/PRON sei/AUX.Fin:sein gut/ADJ . | Weiter/ADV hieß/VERB.Fin:heißen "
        "es/PRON , man/PRON warte/VERB.Fin:warten ."
    )
    assert [(a.rule, a.continues) for a in found] == [("indirect-v", -1), ("indirect-v", 0)]


def test_what_the_article_supposes_is_no_continuation() -> None:
    """Konjunktiv II in the singular supposes; in the plural, or of something done, it may report."""
    said = "Anna/PROPN#PER sagte/VERB.Fin:sagen , es/PRON sei/AUX.Fin:sein gut/ADJ . | "
    supposed = told(said + "Das/PRON wäre/AUX.Fin:sein ein/DET Anfang/NOUN .")
    reported = told(said + "Die/DET Kosten/NOUN lägen/VERB.Fin:liegen höher/ADJ .")
    done = told(said + "Das/PRON hätte/AUX.Fin:haben Karl/PROPN#PER getan/VERB.Part:tun .")
    assert [len(found) for found in (supposed, reported, done)] == [1, 2, 2]


def test_round_in_which_each_speaks_once() -> None:
    """Names in full before colons are the speakers of a round, though none comes twice."""
    found = told(
        "Anna/PROPN#PER Berg/PROPN#PER : Wir/PRON bauen/VERB.Fin:bauen die/DET Brücke/NOUN . | "
        "Karl/PROPN#PER Tal/PROPN#PER : Wir/PRON bauen/VERB.Fin:bauen keine/DET Brücke/NOUN . | "
        "Eva/PROPN#PER See/PROPN#PER : Wir/PRON warten/VERB.Fin:warten noch/ADV etwas/PRON ."
    )
    assert [(rule, source) for rule, source, _ in found] == [
        ("transcript", "Anna Berg"), ("transcript", "Karl Tal"), ("transcript", "Eva See")
    ]  # fmt: skip
