"""Names of the world's countries and of who comes from there, as they stand in a text.

Plain data: the members and observers of the United Nations by their short names,
with older and longer forms in use. Words that mean other things in English
("polish", "turkey" in lower case) are told apart by their capital alone.
"""

from __future__ import annotations

import re

_COUNTRIES = """Afghanistan, Albania, Algeria, Andorra, Angola, Antigua and Barbuda, Argentina, Armenia, Australia,
Austria, Azerbaijan, Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia,
Bosnia, Herzegovina, Botswana, Brazil, Brunei, Bulgaria, Burkina Faso, Burundi, Cabo Verde, Cape Verde, Cambodia,
Cameroon, Canada, Central African Republic, Chad, Chile, China, Colombia, Comoros, Congo, Costa Rica, Croatia, Cuba,
Cyprus, Czechia, Czech Republic, Czechoslovakia, Denmark, Djibouti, Dominica, Dominican Republic, Ecuador, Egypt,
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


_WORD = re.compile(r"[^\W\d_](?:[\w.'’-]*\w)?")


def _listed() -> tuple[frozenset[str], tuple[str, ...]]:
    names = [" ".join(each.split()) for each in f"{_COUNTRIES}, {_PEOPLES}".split(",")]
    return frozenset(each for each in names if " " not in each), tuple(each for each in names if " " in each)


_SINGLE, _SEVERAL = _listed()


def countries_in(text: str) -> frozenset[str]:
    """The countries and peoples that a text names, as it writes them.

    >>> sorted(countries_in("From Malta to Norwegian waters, with turkey, and on to South Africa"))
    ['Malta', 'Norwegian', 'South Africa']
    """
    single = _SINGLE.intersection(_WORD.findall(text))
    return single | {each for each in _SEVERAL if each in text}
