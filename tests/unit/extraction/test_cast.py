"""Whom the phrases of a text denote, read by the embedded analyser from sentences made for the purpose."""

from __future__ import annotations

import pytest

from newsfacts.analysis.embedded import load
from newsfacts.analysis.structure import Analysis
from newsfacts.extraction.cast import ArticleCast, build
from newsfacts.model import Actor, Article


def analysed(text: str) -> Analysis:
    return load()(Article(id="t", text=text))


def place(analysis: Analysis, words: str, nth: int = 1) -> tuple[int, int]:
    """The tokens of the `nth` occurrence of `words`."""
    wanted = words.split()
    texts = [token.text for token in analysis.tokens]
    found = [i for i in range(len(texts)) if texts[i : i + len(wanted)] == wanted]
    return found[nth - 1], found[nth - 1] + len(wanted)


def actors(cast: ArticleCast, *ids: str) -> dict[str, Actor]:
    return {actor.id: actor for actor in cast.keep(frozenset(ids))}


def named(text: str, words: str, nth: int = 1) -> str | None:
    """The name of the actor that `words` denote in `text` once everything that may be an actor is admitted."""
    analysis = analysed(text)
    cast = build(analysis)
    found = cast.admit(*place(analysis, words, nth))
    return actors(cast, found)[found].name if found is not None else None


def test_a_name_without_its_title_is_the_actor() -> None:
    text = "Frankreichs Präsident Pierre Dumont reiste am Montag nach Oslo."
    assert named(text, "Frankreichs Präsident Pierre Dumont") == "Pierre Dumont"


def test_a_full_phrase_and_the_bare_name_are_mentions() -> None:
    analysis = analysed("Außenministerin Anna Berger traf am Montag ihren Kollegen.")
    cast = build(analysis)
    found = cast.denoted(*place(analysis, "Anna Berger"))
    assert found is not None
    mentions = {mention.of(analysis.article.text) for mention in actors(cast, found)[found].mentions}
    assert mentions == {"Anna Berger", "Außenministerin Anna Berger"}


@pytest.mark.parametrize(
    ("text", "words", "nth", "name"),
    [
        ("Schweden lehnte ab. Die schwedische Republik hat verloren.", "Die schwedische Republik", 1, "Schweden"),
        ("Der Bundesstaat Nordsee zahlt. Der Bundesstaat ist reich.", "Der Bundesstaat", 2, "Nordsee"),
        ("Karl Weber sprach in Berlin. Weber lobte den Plan.", "Weber", 2, "Karl Weber"),
        ("Karl Weber sprach in Berlin. Der Plan Webers gefiel.", "Webers", 1, "Karl Weber"),
        ("Minister Karl Weber sprach in Berlin. Der Minister lobte den Plan.", "Der Minister", 1, "Karl Weber"),
        ("Karl Weber sprach in Berlin. Der 45-Jährige lobte den Plan.", "Der 45-Jährige", 1, "Karl Weber"),
        ("Karl Weber, ein Berater des Königs, lobte den Plan.", "ein Berater", 1, "Karl Weber"),
        ("Der Sprecher der Polizei, Karl Weber, lobte den Plan.", "Der Sprecher der Polizei", 1, "Karl Weber"),
        ("Ministerpräsident Karl Weber sprach. Der Premier lobte den Plan.", "Der Premier", 1, "Karl Weber"),
        ("Karl Weber ist Präsident von Ruritanien.", "Präsident von Ruritanien", 1, "Karl Weber"),
    ],
)
def test_later_words_denote_the_same_person(text: str, words: str, nth: int, name: str) -> None:
    assert named(text, words, nth) == name


def test_a_vice_president_is_not_the_president() -> None:
    text = "Vizepräsident Karl Weber sprach in Berlin. Der Präsident schwieg."
    assert named(text, "Der Präsident") != "Karl Weber"


def test_a_name_with_particles_is_found_again() -> None:
    text = "Ministerin Ursula von der Leyen sprach. Später lobte von der Leyen den Plan."
    assert named(text, "von der Leyen", 2) == "Ursula von der Leyen"


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("Die iranische Regierung lehnte den Plan ab.", "Die iranische Regierung", "Iran"),
        ("Die Führung in Teheran lehnte den Plan ab.", "Die Führung in Teheran", "Iran"),
        ("Moskau lehnte den Plan ab.", "Moskau", "Russland"),
        ("Der Kreml lehnte den Plan ab.", "Der Kreml", "Russland"),
        ("Der jüdische Staat lehnte den Plan ab.", "Der jüdische Staat", "Israel"),
        ("Norwegen wächst. Das Land lehnte den Plan ab.", "Das Land", "Norwegen"),
    ],
)
def test_governments_capitals_and_epithets_stand_for_the_state(text: str, words: str, state: str) -> None:
    assert named(text, words) == state


def test_a_capital_is_only_a_place_where_it_does_not_act() -> None:
    analysis = analysed("Der Minister sprach am Montag in Moskau über den Plan.")
    assert build(analysis).denoted(*place(analysis, "Moskau")) is None


def test_an_acronym_in_brackets_is_another_name() -> None:
    text = "Die Gesellschaft für Inselkunde (GIK) tagte. Die GIK lobte den Plan."
    analysis = analysed(text)
    cast = build(analysis)
    assert cast.admit(*place(analysis, "Die GIK")) == cast.admit(*place(analysis, "Die Gesellschaft"))


def test_a_party_in_brackets_is_no_name_of_a_person() -> None:
    analysis = analysed("Karl Weber (SPD) lobte den Plan.")
    cast = build(analysis)
    found = cast.denoted(*place(analysis, "Karl Weber"))
    assert found is not None
    assert "SPD" not in {mention.of(analysis.article.text) for mention in actors(cast, found)[found].mentions}


def test_a_company_is_taken_up_by_its_noun() -> None:
    assert named("Die Firma Nordtec wächst. Das Unternehmen lobte den Plan.", "Das Unternehmen") == "Nordtec"


def test_groups_without_a_name_become_actors_only_when_admitted() -> None:
    analysis = analysed("Kritiker lehnten den Plan am Montag ab.")
    cast = build(analysis)
    words = place(analysis, "Kritiker")
    assert cast.denoted(*words) is None
    found = cast.admit(*words)
    assert found is not None
    assert cast.denoted(*words) == found
    assert actors(cast, found)[found].type == "group"


def test_things_are_not_admitted_and_the_refusal_says_so() -> None:
    analysis = analysed("Der Regen überschwemmte die Straße.")
    cast = build(analysis)
    assert cast.admit(*place(analysis, "Der Regen")) is None
    assert "actors.admit" in {refusal.rule for refusal in cast.refused()}


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Karl Weber traf Anna Berger. Er lobte den Plan.", "Er", "Karl Weber"),
        ("Karl Weber traf Anna Berger. Sie lobte den Plan.", "Sie", "Anna Berger"),
        ("Karl Weber sagte, er lobe den Plan von Peter Lang.", "er", "Karl Weber"),
        ("Er habe den Plan gelobt, sagte Karl Weber am Montag.", "Er", "Karl Weber"),
    ],
)
def test_pronouns_follow_gender_subject_and_speaker(text: str, pronoun: str, name: str) -> None:
    assert named(text, pronoun) == name


def test_a_relative_pronoun_denotes_what_it_follows() -> None:
    text = "Die Polizei, die den Platz räumte, lobte den Plan."
    analysis = analysed(text)
    cast = build(analysis)
    assert cast.admit(*place(analysis, "die", 1)) == cast.admit(*place(analysis, "Die Polizei"))


def test_first_persons_are_left_open() -> None:
    analysis = analysed("Karl Weber sagte: „Ich lobe den Plan.“")
    assert build(analysis).denoted(*place(analysis, "Ich")) is None


def test_an_adjective_denotes_its_state() -> None:
    analysis = analysed("Norwegische Soldaten räumten den Platz.")
    cast = build(analysis)
    found = cast.adjective(0)
    assert found is not None
    assert actors(cast, found)[found].name == "Norwegen"


def test_names_are_likelier_actors_than_things() -> None:
    analysis = analysed("Karl Weber lobte den Plan der Polizei.")
    cast = build(analysis)
    likely = [cast.animacy(*place(analysis, words)) for words in ("Karl Weber", "der Polizei", "den Plan")]
    assert likely == sorted(likely, reverse=True)
    assert likely[0] > likely[2]


def test_actors_come_in_the_order_of_their_first_mention_each_with_one() -> None:
    analysis = analysed("Anna Berger traf Karl Weber. Die Polizei lobte Peter Lang aus Norwegen.")
    cast = build(analysis)
    found = cast.admit(*place(analysis, "Die Polizei"))
    kept = cast.keep(frozenset({found} if found else ()))
    assert [actor.name for actor in kept][:2] == ["Anna Berger", "Karl Weber"]
    assert all(actor.mentions for actor in kept)


def test_members_of_a_group_are_those_named_behind_it() -> None:
    analysis = analysed("Die Abgeordneten Karl Weber und Anna Berger lobten den Plan.")
    cast = build(analysis)
    names = {actor.name for actor in cast.keep(frozenset())}
    assert names == {"Karl Weber", "Anna Berger"}


@pytest.mark.parametrize(
    "text", ["", "Ja", "((((((((", "„„„„", "DER PRÄSIDENT SAGTE", "🙂 Präsident é ́ (", "der " * 500, "Weber (" * 300]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    cast = build(analysed(text))
    for actor in cast.keep(frozenset()):
        assert all(mention.of(text) for mention in actor.mentions)


def test_the_same_text_gives_the_same_cast() -> None:
    analysis = analysed("Anna Berger traf Karl Weber und die Polizei. Er lobte den iranischen Präsidenten.")
    assert build(analysis).keep(frozenset()) == build(analysis).keep(frozenset())


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Sie sprach mit einem Vertreter des britischen Ministeriums.",
            "des britischen Ministeriums",
            "britisches Ministerium",
        ),
        ("Der alte Vorschlag kam von der neuen Kommission.", "der neuen Kommission", "neue Kommission"),
        ("Das war den Beobachtern zu wenig.", "den Beobachtern", "Beobachter"),
    ],
)
def test_the_nameless_are_called_by_their_description_in_the_nominative(text: str, words: str, name: str) -> None:
    assert named(text, words) == name


def test_a_party_before_the_noun_keeps_two_politicians_apart() -> None:
    text = "Karl Weber kam mit Peter Lang. Der SPD-Politiker Weber sprach. Der FDP-Politiker Lang lobte ihn."
    assert named(text, "Der FDP-Politiker Lang") == "Peter Lang"


def test_an_office_of_one_state_is_not_taken_up_by_that_of_another() -> None:
    text = "Der ukrainische Außenminister Karl Weber kam. Der EU-Außenminister lobte den Plan."
    assert named(text, "Der EU-Außenminister") != "Karl Weber"


def test_a_quoted_name_is_mentioned_without_its_marks() -> None:
    analysis = analysed("Das berichtet die Zeitung „Nordkurier“. Der „Nordkurier“ lobte den Plan.")
    cast = build(analysis)
    found = cast.admit(*place(analysis, "„ Nordkurier “", 2))
    assert found is not None
    assert "„Nordkurier“" not in {mention.of(analysis.article.text) for mention in actors(cast, found)[found].mentions}


def test_a_description_never_takes_up_the_subject_beside_it() -> None:
    text = "Papst Franz reiste nach Oslo. König Karl empfing den Argentinier in einem Zelt."
    assert named(text, "den Argentinier") == "Franz"


def test_every_actor_reached_can_be_kept() -> None:
    analysis = analysed("Der Vertrag von Lissabon gefiel norwegischen Gästen und der Polizei. Er lobte Moskau.")
    cast = build(analysis)
    reached = {cast.admit(i, i + 1) for i in range(len(analysis.tokens))}
    reached |= {cast.adjective(i) for i in range(len(analysis.tokens))}
    reached.discard(None)
    kept = {actor.id for actor in cast.keep(frozenset(found for found in reached if found is not None))}
    assert reached <= kept


def kept(text: str) -> dict[str, str]:
    """Name and type of the actors that stay though no event or position refers to them."""
    return {actor.name: actor.type for actor in build(analysed(text)).keep(frozenset())}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Die Arbeiter der Werft legten die Arbeit nieder.", "Arbeiter der Werft", "group"),
        ("Im Jahr 2011 arbeiteten dort rund 40 Mitarbeiter.", "rund 40 Mitarbeiter", "group"),
        ("Die Fluglinie Nordwind Airlines strich den Flug.", "Nordwind Airlines", "organization"),
        ("Die Stürmer des FC Nordstadt trafen zweimal.", "FC Nordstadt", "organization"),
        ("Die „Union for a Better Harbour“ (UBH) rief zum Streik auf.", "Union for a Better Harbour", "organization"),
        ("Kurt von Hagenau lobte den Plan.", "Kurt von Hagenau", "person"),
        ("Der Abgeordnete der SPD Frank Maurer lobte den Plan.", "Frank Maurer", "person"),
    ],
)
def test_who_acts_stays_with_the_whole_name(text: str, name: str, kind: str) -> None:
    assert kept(text).get(name) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Der Frachter „Blaue Anna“ sank am Montag.",
        "Karl Weber ist ein freier Mann.",
        "Karl Weber lebte in Rom, Turin und Athen.",
        "Karl Weber gewann die Champions League.",
        "Karl Weber sah keine Verletzten.",
    ],
)
def test_things_places_and_what_somebody_is_are_no_actors(text: str) -> None:
    assert set(kept(text)) <= {"Karl Weber"}


def test_nouns_for_the_perpetrators_of_one_deed_are_one_group() -> None:
    assert named("Die Täter flohen am Montag. Die Entführer verlangten Geld.", "Die Entführer") == "Täter"


def test_the_first_word_of_a_company_stands_for_it() -> None:
    assert named("Bertram Motors senkte die Preise. Bertram lobte den Plan.", "Bertram", 2) == "Bertram Motors"
