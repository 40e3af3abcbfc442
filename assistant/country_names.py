"""Names of the world's countries and of who comes from there, as they stand in a text.

Plain data: the members and observers of the United Nations by their short names,
with older and longer forms in use. Words that mean other things in English
("polish", "turkey" in lower case) are told apart by their capital alone.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

_COUNTRIES = """Afghanistan, Albania, Algeria, Andorra, Angola, Antigua and Barbuda, Argentina, Armenia, Australia,
Austria, Azerbaijan, Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia,
Bosnia, Herzegovina, Botswana, Brazil, Brunei, Bulgaria, Burkina Faso, Burundi, Cabo Verde, Cape Verde, Cambodia,
Cameroon, Canada, Central African Republic, Chad, Chile, China, Colombia, Comoros, Congo, Costa Rica, Croatia, Cuba,
Cyprus, DRC, Czechia, Czech Republic, Czechoslovakia, Denmark, Djibouti, Dominica, Dominican Republic, Ecuador, Egypt,
El Salvador, England, Equatorial Guinea, Eritrea, Estonia, Eswatini, Ethiopia, Fiji, Finland, France, Gabon, Gambia,
Georgia, Germany, Ghana, Greece, Grenada, Guatemala, Guinea, Guinea-Bissau, Guyana, Haiti, Holy See, Honduras,
Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Côte d'Ivoire, Jamaica, Japan,
Jordan, Kazakhstan, Kenya, Kiribati, Kosovo, Kuwait, Kyrgyzstan, Laos, Lao People's, Latvia, Lebanon, Lesotho,
Liberia, Libya, Libyan Arab Jamahiriya, Liechtenstein, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Maldives,
Mali, Malta, Marshall Islands, Mauritania, Mauritius, Mexico, Micronesia, Moldova, Monaco, Mongolia, Montenegro,
Morocco, Mozambique, Myanmar, Burma, Namibia, Nauru, Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria,
North Korea, North Macedonia, Macedonia, Norway, Oman, Pakistan, Palau, Palestine, Panama, Papua New Guinea, Paraguay,
Peru, Philippines, Poland, Portugal, Qatar, Republic of Korea, South Korea, Korea, Romania, Russia,
Russian Federation, Rwanda, Saint Kitts, Saint Lucia, Saint Vincent, Samoa, San Marino, Sao Tome, Saudi Arabia,
Scotland, Senegal, Serbia, Seychelles, Sierra Leone, Singapore, Slovakia, Slovenia, Solomon Islands, Somalia,
South Africa, South Sudan, Soviet Union, USSR, Spain, Sri Lanka, Sudan, Suriname, Swaziland, Sweden, Switzerland,
Syria, Syrian Arab Republic, Taiwan, Tajikistan, Tanzania, Thailand, Timor-Leste, East Timor, Togo, Tonga, Trinidad,
Tobago, Tunisia, Turkey, Türkiye, Turkmenistan, Tuvalu, Uganda, Ukraine, United Arab Emirates, UAE, United Kingdom,
UK, Great Britain, Britain, United States, USA, US, U.S., Uruguay, Uzbekistan, Vanuatu, Vatican, Venezuela, Viet Nam,
Vietnam, Wales, Yemen, Yugoslavia, Zaire, Zambia, Zimbabwe"""
_PEOPLES = """Afghan, Albanian, Algerian, Angolan, Argentine, Argentinian, Armenian, Australian, Austrian, Azerbaijani,
Bahraini, Bangladeshi, Belarusian, Belgian, Beninese, Bolivian, Bosnian, Brazilian, British, Bulgarian, Burundian,
Cambodian, Cameroonian, Canadian, Chadian, Chilean, Chinese, Colombian, Congolese, Croatian, Cuban, Cypriot, Czech,
Danish, Dutch, Ecuadorian, Egyptian, English, Eritrean, Estonian, Ethiopian, Fijian, Filipino, Finnish, French,
Gabonese, Gambian, Georgian, German, Ghanaian, Greek, Guatemalan, Guinean, Haitian, Honduran, Hungarian, Icelandic,
Indian, Indonesian, Iranian, Iraqi, Irish, Israeli, Italian, Ivorian, Jamaican, Japanese, Jordanian, Kazakh, Kenyan,
Korean, Kuwaiti, Kyrgyz, Laotian, Latvian, Lebanese, Liberian, Libyan, Lithuanian, Malagasy, Malawian, Malaysian,
Malian, Maltese, Mauritanian, Mexican, Moldovan, Mongolian, Moroccan, Mozambican, Namibian, Nepalese, Nicaraguan,
Nigerian, Nigerien, Norwegian, Omani, Pakistani, Palestinian, Panamanian, Paraguayan, Peruvian, Polish, Portuguese,
Qatari, Romanian, Russian, Rwandan, Salvadoran, Saudi, Scottish, Senegalese, Serbian, Singaporean, Slovak, Slovenian,
Somali, South African, Soviet, Spanish, Sri Lankan, Sudanese, Swedish, Swiss, Syrian, Tajik, Tanzanian, Thai,
Togolese, Tunisian, Turkish, Turkmen, Ugandan, Ukrainian, Emirati, American, Uruguayan, Uzbek, Venezuelan, Vietnamese,
Welsh, Yemeni, Yugoslav, Zambian, Zimbabwean"""
# Names of one country that do not begin alike; the others are told by their beginnings.
_ALIKE = """British, Britain, Great Britain, UK, English, England, Scottish, Scotland, Welsh, Wales: United Kingdom;
American, USA, US, U.S.: United States; Soviet, Soviet Union, USSR, Russian Federation: Russia; Swiss: Switzerland;
Dutch: Netherlands; French: France; Spanish: Spain; Filipino: Philippines; Polish: Poland; Turkish, Türkiye: Turkey;
Greek: Greece; Danish: Denmark; Burma: Myanmar; Viet Nam, Vietnamese: Vietnam; Swaziland: Eswatini;
Cape Verde: Cabo Verde; Côte d'Ivoire, Ivorian: Ivory Coast; Vatican: Holy See; Czech, Czechia, Czechoslovakia: Czech
Republic; Emirati, UAE: United Arab Emirates; Salvadoran: El Salvador; Lao People's, Laotian: Laos; Zaire, DRC: Congo;
Nigerien: Niger; Irish: Ireland; Finnish: Finland; Swedish: Sweden; Malagasy: Madagascar; Maltese: Malta;
East Timor: Timor-Leste; Republic of Korea, Korean, South Korea, North Korea: Korea; Macedonia: North Macedonia;
Syrian Arab Republic: Syria; Libyan Arab Jamahiriya: Libya; Thai: Thailand; Guinea-Bissau: Guinea-Bissau;
Papua New Guinea: Papua New Guinea; Equatorial Guinea: Equatorial Guinea; South Sudan: South Sudan; Niger: Niger;
Dominica: Dominica"""
_ORDINARY = frozenset(
    "turkey jordan chad georgia guinea polish us niger".split()
)  # words as well, in lower case
_BEGINNING = 4  # letters that the names of a country and of its people share at least


_WORD = re.compile(r"[^\W\d_](?:[\w.'’-]*\w)?")
_REGIONS = re.compile(r"\b(?:Latin|North|South|Central) American")


def _split(names: str) -> list[str]:
    return [" ".join(each.split()) for each in names.split(",")]


def _listed() -> tuple[frozenset[str], tuple[str, ...]]:
    names = [*_split(_COUNTRIES), *_split(_PEOPLES)]
    return frozenset(each for each in names if " " not in each), tuple(each for each in names if " " in each)


_SINGLE, _SEVERAL = _listed()
_PLURALS = {f"{each}s": each for each in _split(_PEOPLES) if " " not in each and not each.endswith("s")}


def countries_in(text: str) -> frozenset[str]:
    """The countries and peoples that a text names, as it writes them, peoples in the singular.

    >>> sorted(countries_in("From Malta to Norwegian waters, with turkey, and on with Brazilians to South Africa"))
    ['Brazilian', 'Malta', 'Norwegian', 'South Africa']
    """
    words = _WORD.findall(_REGIONS.sub(" ", text))
    bare = [word.removesuffix("'s").removesuffix("’s") for word in words]
    single = _SINGLE.intersection(_PLURALS.get(word, word) for word in bare)
    return single | {each for each in _SEVERAL if each in text}


def lands_in(text: str) -> frozenset[str]:
    """The countries that a text names by their names or their peoples', each by one name whatever it writes.

    >>> sorted(lands_in("From Malta to Norwegian waters, and to the UK"))
    ['Malta', 'Norway', 'United Kingdom']
    """
    lands = _lands()
    return frozenset(lands[each] for each in countries_in(text))


_IN_LANGUAGES = re.compile(  # "the French and Chinese versions" are no countries
    r"\b(?:[A-Z][a-z]+(?:,? (?:and|or|vs) |, | ))+(?:versions?|texts?|translations?|languages?|wordings?)\b"
)


def lands_asked(question: str) -> frozenset[str]:
    """The same of a question, which may write them without capitals.

    >>> sorted(lands_asked("boats from malta to turkey or sri lanka"))
    ['Malta', 'Sri Lanka']
    """
    question = _IN_LANGUAGES.sub(" ", question)
    small = {word for word in _WORD.findall(question) if word.islower()} - _ORDINARY
    words = " ".join(word.title() if word in small else word for word in _WORD.findall(question))
    return lands_in(question) | lands_in(words)


@cache
def _lands() -> dict[str, str]:
    """One name of the country for each name of a country or a people."""
    groups = (group.split(":") for group in _ALIKE.split(";"))
    lands = {name: " ".join(land.split()) for names, land in groups for name in _split(names)}
    lands |= {each: each for each in _split(_COUNTRIES) if each not in lands}
    for people in _split(_PEOPLES):
        if people not in lands:
            nearest = max(_split(_COUNTRIES), key=lambda land: _shared(people, land))
            lands[people] = lands[nearest] if _shared(people, nearest) >= _BEGINNING else people
    return lands


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
