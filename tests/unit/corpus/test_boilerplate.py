"""Page furniture is dropped wherever it stands; sentences about such things are kept."""

from __future__ import annotations

import re

import pytest

from framing.corpus.boilerplate import furniture
from framing.corpus.rules import HEAD, openings, rules

SENTENCE = "Envoys of both towns met on Monday, and both sides hoped for progress."


def reason(line: str, *, edge: bool = True) -> str:
    padding = [SENTENCE] * 12
    return furniture([line, *padding] if edge else [*padding, line, *padding])[0 if edge else 12]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("LEAVE A REPLY", "comments"),
        ("Leave a Reply Cancel reply", "comments"),
        ("Please enter your comment!", "comments"),
        ("Please enter your name here", "comments"),
        ("Your email address will not be published. Required fields are marked *", "comments"),
        ("Save my name, email, and website in this browser for the next time I comment.", "comments"),
        ("Please enter your comment! Please enter your name here", "comments"),
        ("12 Comments", "comments"),
        ("1.2K Shares", "shares"),
        ("Share this", "shares"),
        ("Facebook Twitter WhatsApp", "shares"),
        ("Advertisement", "advertisement"),
        ("— ADVERTISEMENT —", "advertisement"),
        ("Related articles", "related"),
        ("Read more", "related"),
        ("Read more about the bridge", "related"),
        ("You may also like", "related"),
        ("MORE ON THIS STORY", "related"),
        ("More from The Example", "related"),
        ("MORE ON THE BRIDGE", "related"),
        ("Talks end in uproar as envoys leave Read more", "related"),
        ("Subscribe to our newsletter for weekly updates.", "newsletter"),
        ("Sign up for our daily newsletter", "newsletter"),
        ("Subscribe", "newsletter"),
        ("Follow us on Twitter", "newsletter"),
        ("Click here to see the map", "navigation"),
        ("5 min read", "navigation"),
        ("Home » News » World", "navigation"),
        ("Image caption The bridge in winter", "credit"),
        ("Image source, The Example", "credit"),
        ("Photo: Jane Doe/Getty Images", "credit"),
        ("Envoys at the bridge. (Jane Doe/Reuters)", "credit"),
        ("© 2024 The Example. All rights reserved.", "copyright"),
        ("Copyright of example.org", "copyright"),
        (
            "Reproduction of this article, even in part, is not permitted – Reproduction reserved",
            "copyright",
        ),
        ("This material may not be published, broadcast, rewritten or redistributed.", "copyright"),
        ("This site uses Akismet to reduce spam. Learn how your comment data is processed.", "consent"),
        ("We use cookies to improve your experience. By continuing you accept our policy.", "consent"),
        ("Accept all cookies", "consent"),
        (
            "Questo sito usa Akismet per ridurre lo spam. Scopri come sono elaborati i dati.",
            "consent",
        ),
        ("Diese Website verwendet Akismet, um Spam zu reduzieren.", "consent"),
        ("Ce site utilise Akismet pour réduire les indésirables.", "consent"),
        ("Este sitio usa Akismet para reducir el spam. Aprende cómo se procesan los datos de tus comentarios.", "consent"),
        ("Este site utiliza o Akismet para reduzir spam.", "consent"),
        ("Deze site gebruikt Akismet om spam te verminderen.", "consent"),
        ("Ta strona używa Akismet do redukcji spamu.", "consent"),
        ("Denna webbplats använder Akismet för att minska skräppost.", "consent"),
        ("Dette websted bruger Akismet til at reducere spam.", "consent"),
        ("Dette nettstedet bruker Akismet for å redusere spam.", "consent"),
        ("Sivusto käyttää Akismetia roskapostin vähentämiseen.", "consent"),
        ("Tento web používá Akismet na redukci spamu.", "consent"),
        ("Αυτός ο ιστότοπος χρησιμοποιεί το Akismet για να μειώσει τα ανεπιθύμητα σχόλια.", "consent"),
        ("Acest site folosește Akismet pentru a reduce spamul.", "consent"),
        ("Ez az oldal az Akismet szolgáltatást használja a spam csökkentésére.", "consent"),
        ("Этот сайт использует Akismet для борьбы со спамом.", "consent"),
        ("Цей сайт використовує Akismet для зменшення спаму.", "consent"),
        ("Този сайт използва Akismet за намаляване на спама.", "consent"),
        ("Wir verwenden Cookies, um Inhalte zu personalisieren und die Zugriffe zu analysieren.", "consent"),
        ("Nous utilisons des cookies pour améliorer votre expérience.", "consent"),
        ("Мы используем файлы cookie.", "consent"),
        ("Käytämme sivustollamme evästeitä.", "consent"),
        ("Tutti i diritti riservati", "copyright"),
        ("© 2024 Le Modèle. Tous droits réservés.", "copyright"),
        ("Das Muster 2024. Alle Rechte vorbehalten.", "copyright"),
        ("Все права защищены", "copyright"),
        ("Schreibe einen Kommentar", "comments"),
        ("Laisser un commentaire", "comments"),
        ("Deja una respuesta", "comments"),
        ("Lascia un commento", "comments"),
        ("Оставить комментарий", "comments"),
        ("Залишити відповідь", "comments"),
        ("Leggi anche: Le tariffe del ponte", "related"),
        ("Читайте также: Тарифы моста", "related"),
        ("Lesen Sie auch", "related"),
        ("Publicidad", "advertisement"),
        ("Подписывайтесь на наш канал", "newsletter"),
    ],
)
def test_furniture_is_told_wherever_it_stands(line: str, why: str) -> None:
    assert reason(line) == why
    assert reason(line, edge=False) == why


@pytest.mark.parametrize("line", ["0", "233", "1,204", "2.3K", "0 233"])
def test_bare_numbers_are_share_counts_near_the_edges_only(line: str) -> None:
    assert reason(line) == "shares"
    assert reason(line, edge=False) == ""


def test_bylines_and_dates_near_the_edges() -> None:
    for line in ("By Jane Doe", "By Newsroom, The Example", "By Jane van der Doe | Staff Writer", "Reporting by Jane Doe"):
        assert furniture(["Talks resume", line, SENTENCE]) == ["", "byline", ""]
    for line in ("June 19, 2024", "Published 19 June 2024 at 10:15", "2024-06-19"):
        assert reason(line) == "timestamp"
    for line in (
        "By Monday, the talks had ended.",
        "By Monday evening the talks had ended",
        "By Jane Doe's own account, it rained.",
    ):
        assert furniture(["Talks resume", line, SENTENCE]) == ["", "", ""]
    assert furniture(["By George, They Have Done It", SENTENCE]) == ["", ""]
    assert reason("By Monday evening the talks had ended without a result") == ""
    assert reason("By the bridge", edge=False) == ""


@pytest.mark.parametrize(
    "line",
    [
        "The court ruled that the site uses cookies without asking its readers.",
        "This site uses cookies to follow its readers, the regulator found last year.",
        "“We use cookies to improve our pages,” the company said.",
        "Cookies, the small files that follow readers around, are to be banned next year.",
        "Spam made up half of all mail in 2023, and Akismet alone stopped billions of messages.",
        "Copyright law protects authors for seventy years after their death.",
        "Copyright of the photographs belongs to the museum, the court ruled on Monday.",
        "All rights reserved to the states were listed in the treaty's second part.",
        "The union said that all rights reserved to its members must stay.",
        "Reproduction of coral has slowed since the water grew warmer.",
        "Newsletters have become a business of their own, and publishers hire for them.",
        "Subscribe to the theory or not, the fees have doubled.",
        "Sign up fees have doubled since the winter, traders complain.",
        "Advertisement spending fell by a third last year.",
        "Read more slowly, the treaty says the opposite.",
        "People should read more.",
        "More on that bridge was said to be planned.",
        "Share prices fell after the talks had been broken off.",
        "Comments by the mayor drew protests in both towns.",
        "Related talks between the ferrymen were put off until May.",
        "By continuing the talks, both sides showed that they wanted a deal, according to the envoy.",
        "Follow the money, and the dispute looks different.",
        "Get the fees down or lose the trade: that was the message of the mayor.",
        "Photographs of the bridge show cracks that were not there a year ago.",
        "The photographs were first shown by Reuters.",
        "Click by click, the old lock gave way.",
        "2024 was the year in which the bridge was closed.",
        "Home prices rose in both towns.",
        "Image is everything, the mayor said.",
        "Search teams reached the bridge on Tuesday.",
        "Next year the fees will rise again.",
        "Die Regulierer sagten, die Seite verwende Cookies ohne Erlaubnis.",
    ],
)
def test_sentences_about_such_things_are_kept(line: str) -> None:
    assert reason(line) == ""
    assert reason(line, edge=False) == ""


def test_headlines_listed_as_related_go_with_their_label() -> None:
    teasers = ["Fees at the Bridge Rise Again", "Who Pays for the Ferry?"]
    assert furniture([SENTENCE, "Related articles", *teasers]) == ["", "related", "related", "related"]
    assert furniture(["Related articles", *teasers, "What Comes Next", SENTENCE]) == ["related"] * 3 + ["", ""]
    assert furniture([SENTENCE, "Read more", "What Comes Next", SENTENCE]) == ["", "related", "", ""]


def test_no_lines_and_long_lines() -> None:
    assert furniture([]) == []
    assert furniture(["We use cookies " + "and so on " * 100]) == [""]


def test_every_rule_is_filed_under_letters_that_it_begins_with() -> None:
    for rule in rules():
        re.compile(rule.pattern)
        assert rule.pattern == rule.pattern.replace("A-Z", "")
        if rule.mode not in ("end", "agency", "link"):
            found = openings(rule.pattern)
            assert "" not in found, rule
            assert all(len(opening) <= HEAD for opening in found)


def test_the_languages_of_europe_are_there() -> None:
    languages = {rule.language for rule in rules() if rule.reason in ("consent", "copyright")}
    official = {"bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl"}
    assert official | {"pl", "pt", "ro", "sk", "sl", "sv"} <= languages
    assert {"no", "is", "ru", "uk", "be", "sr", "mk", "sq", "tr", "ca"} <= languages
