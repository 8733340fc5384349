"""What is known beforehand: enough of it, no name that leads two ways unless it says so, and identifiers that can be what they say."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.resources import files

import pytest

from kg.errors import KnowledgeError
from kg.extract.frames import gazetteer
from kg.extract.frames.gazetteer import Row, bearer, fold
from kg.extract.frames.name_words import ambiguous
from kg.resolve.reference import known

FOLDER = files("kg") / "knowledge" / "gazetteers"
ROWS: dict[str, tuple[Row, ...]] = {
    file: tuple(gazetteer.read_rows((FOLDER / file).read_text("utf-8"), file, type_)) for file, type_ in gazetteer.FILES
}
ALL = [row for rows in ROWS.values() for row in rows]
WORDS = """
about after again all also always and any are area back bank bar because best better big board bond book both box bridge business but call can
case cash chain change city class clear close club coal coast cost could court cross crown data day deal direct down drive drug duty each early
east end energy every fair fast field file fine fire first fish fixed flag flash flat floor food for force form free from front fund game gas
general get global gold good great green group half hand hard have head health help here high hill home hope house how idea in interest into iron
island issue it job just key king land large last law lead left letter level life light like list little live local long look loss low main major
make man many market may media men merger mile mine money month more most much music name nation need network never new news next night north not
now oil old on one only open order other our out over own page paper park part past pay people phone place plan plant play point police port post
power press price prime print public quick rail rain rate real record red report rest right ring rise river road rock room round rule run safe
sale same school sea second see service share ship shop short should show side sign silver simple since site small some south space stage star
state steel still stock stone store street strong such sun super supply sure swift table tax team that the their them then there they this those
time title today top total town trade train tree true trust turn two under union united up use value very view voice wall war was water wave way
west what when where which white who wide will wind wine winter with wood word work world year yes you young zone
"""
EVERYDAY = frozenset(WORDS.split())
ISO_3166 = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN
CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK
ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS YE YT ZA ZM ZW
"""


def bearers() -> dict[str, list[tuple[str, bool]]]:
    """Folded name -> (key or name of each row that bears it, whether the row says that it is shared)."""
    table: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for row in ALL:
        for name in (row.name, *row.aliases):
            table[fold(name)].append((row.key or f"{row.type} {row.name}", name in row.shared))
    return table


@pytest.mark.parametrize(
    ("file", "least", "countries"),
    [
        ("agencies.csv", 250, 40),
        ("courts.csv", 200, 30),
        ("companies.csv", 800, 40),
        ("products.csv", 600, 0),
        ("laws.csv", 60, 8),
        ("regulatory_lists.csv", 25, 5),
    ],
)
def test_there_is_enough(file: str, least: int, countries: int) -> None:
    assert len({row.key for row in ROWS[file] if row.key}) >= least
    assert len({row.country for row in ROWS[file] if row.country}) >= countries


def test_no_key_stands_twice() -> None:
    keys = [row.key for row in ALL if row.key]
    assert sorted(set(keys)) == sorted(keys)


def test_a_key_is_the_path_of_its_type() -> None:
    heads = {
        "Agency": "agency",
        "Court": "court",
        "Organization": "organization",
        "RegulatoryList": "list",
        "Law": "law",
        "Company": "company",
        "Product": "product",
    }
    assert [row.key for row in ALL if row.key and not re.fullmatch(heads[row.type] + "/[a-z0-9]+(-[a-z0-9]+)*", row.key)] == []


def test_a_name_that_leads_to_two_says_so() -> None:
    two = {name: who for name, who in bearers().items() if len({key for key, shared in who if not shared}) > 1}
    assert two == {}


def test_a_name_said_to_be_shared_has_two_bearers() -> None:
    alone = [name for name, who in bearers().items() if any(shared for _, shared in who) and len({key for key, _ in who}) < 2]
    assert alone == []


def test_countries_are_countries() -> None:
    codes = {*ISO_3166.split(), "EU"}
    assert {row.country for row in ALL if row.country} - codes == set()


def test_an_everyday_word_stands_only_among_the_ambiguous() -> None:
    names = {name for row in ALL for name in (row.name, *row.aliases)}
    assert sorted(name for name in names if name in EVERYDAY) == []
    titled = {word.capitalize() for word in EVERYDAY}
    assert sorted(names & titled - ambiguous()) == []


def lei_holds(lei: str) -> bool:
    return int("".join(str(int(c, 36)) for c in lei)) % 97 == 1


def isin_holds(isin: str) -> bool:
    digits = "".join(str(int(c, 36)) for c in isin)
    doubled = [int(c) * (2 if place % 2 else 1) for place, c in enumerate(reversed(digits))]
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def test_identifiers_can_be_what_they_say() -> None:
    told = [(row, scheme, value) for row in ALL for scheme, value in row.identifiers]
    assert len(told) > 1000
    assert [value for _, scheme, value in told if scheme == "lei" and not lei_holds(value)] == []
    assert [value for row, scheme, value in told if scheme == "isin" and not (isin_holds(value) and value[:2] == row.country)] == []
    assert [value for _, scheme, value in told if scheme == "wikidata" and not re.fullmatch(r"Q[1-9]\d*", value)] == []
    assert [value for _, scheme, value in told if scheme == "cik" and not re.fullmatch(r"[1-9]\d{0,9}", value)] == []
    pairs = [(scheme, value) for _, scheme, value in told]
    assert sorted(set(pairs)) == sorted(pairs), "one identifier, two rows"
    assert [row.name for row in ALL if row.identifiers and not row.key] == []


def test_the_graph_knows_the_identifiers() -> None:
    assert ("cik", "66740") in known()["company/3m"].identifiers
    assert known()["agency/european-union"].identifiers == (("wikidata", "Q458"),)
    assert known()["agency/gb-ofcom"].identifiers == ()


HEAD = "# Policy.\nkey,name,aliases,country,kind,identifiers\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a/b,Tolls Board,TB,US,regulator,wikidata:458", "wikidata:458 is not an identifier"),
        ("a/b,Tolls Board,TB,US,regulator,lei:123", "lei:123 is not an identifier"),
        ("a/b,Tolls Board,TB,US,regulator,plate:AB1", "plate:AB1 is not an identifier"),
        ("a/b,Tolls Board,?TB,,regulator,", "'TB' is shared"),
        ("a/b,Tolls Board,TB,US,regulator", "5 fields, not 6"),
    ],
)
def test_a_malformed_line_is_refused_with_its_line(line: str, words: str) -> None:
    good = "a/a,Harbour Board,HB,GB,regulator,wikidata:Q1|cik:12\n"
    [row] = gazetteer.read_rows(HEAD + good, "rows.csv", "Agency")
    assert row.identifiers == (("wikidata", "Q1"), ("cik", "12"))
    with pytest.raises(KnowledgeError) as refused:
        list(gazetteer.read_rows(HEAD + good + line + "\n", "rows.csv", "Agency"))
    assert (refused.value.path, refused.value.line) == ("rows.csv", 4)
    assert words in str(refused.value)


def told(name: str, *countries: str) -> str | None:
    row = bearer([(name, gazetteer.lookup(name))], lambda country: country in countries)
    return row.key if row else None


def test_a_shared_acronym_leads_to_the_body_of_the_country_spoken_of() -> None:
    assert told("FSA", "JP") == "agency/jp-financial-services-agency"
    assert told("FSA", "GB") == "agency/gb-financial-services-authority"
    assert told("FSA", "GB", "JP") is None
    assert told("FSA") is None
    assert told("CMA", "KE") == "agency/ke-capital-markets-authority-of-kenya"
    assert told("CMA", "GB") == told("CMA") == "agency/gb-competition-and-markets-authority"
    assert told("Labour Department", "HK") == "agency/hk-hong-kong-labour-department"
    assert told("Labour Department") is None
    assert told("Competition Commission", "IN") == "agency/in-competition-commission-of-india"
    assert told("Competition Commission") is None


def test_the_full_name_beside_the_acronym_settles_it() -> None:
    named = [(name, gazetteer.lookup(name)) for name in ("Financial Services Agency", "FSA")]
    row = bearer(named, lambda country: country in ("GB", "JP"))
    assert row is not None
    assert row.key == "agency/jp-financial-services-agency"


TAILS = """
motor motors technologies industries international pharmaceuticals pharmaceutical holdings communications brands airways airlines systems
"""  # words that a firm's full name ends in and its everyday one does not
UNITS = """
Endo Exxon Garmin Glencore Heineken Honeywell Hyundai KPMG Kingfisher Mitsubishi Otsuka Pertamina PetroChina Philip PwC Qualcomm Rabobank Reckitt
Toyota YMTC
"""  # first words of firms of which the longer name is a unit's or another's


def test_no_firm_stands_twice_under_its_short_and_its_full_name() -> None:
    rows = [row for row in ROWS["companies.csv"] if row.type == "Company"]
    known_as = {(name.casefold(), row.country): row.key for row in rows for name in (row.name, *row.aliases)}
    twice = []
    for row in rows:
        *short, tail = row.name.casefold().split()
        other = known_as.get((" ".join(short), row.country))
        if tail in TAILS.split() and other not in (None, row.key) and row.name.split()[0] not in UNITS.split():
            twice.append((row.key, other))
    assert twice == []
