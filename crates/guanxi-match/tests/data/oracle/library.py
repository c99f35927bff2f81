"""Makes library.csv, library_model.json and library_pairs.csv: Splink's own comparisons over made-up people.

    pip install splink==5.0.0 && python library.py
"""

import csv
import json
import random

import pandas
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator

GIVEN = ["Anna", "Zoë", "Siân", "José", "Bernard", "Ciarán", "Mary-Ann", "Łukasz", "O", "Alexandra", "Bob", "Renée"]
FAMILY = ["Müller", "O'Neill", "Smith", "van den Berg", "García", "Jones", "Smythe", "Núñez", "Li", "Brontë"]
AREAS = ["SW1A", "SW1A", "SW12", "M1", "EC1A", "B33", "b33", "CR2", "DN55", "W1", "G"]
HOSTS = ["mail.example", "post.example", "@", ""]
COLUMNS = ["household", "given", "family", "whole", "email", "born", "day", "postcode", "note"]


def slip(text, chance):
    """Drops, doubles, swaps or replaces a character now and then."""
    while text and random.random() < chance:
        at = random.randrange(len(text))
        text = random.choice(
            [
                text[:at] + text[at + 1 :],
                text[:at] + text[at] + text[at:],
                text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
                text[:at] + random.choice("aeé@ 1-") + text[at + 1 :],
            ]
        )
    return text


def person():
    day = f"{random.choice([1899, 1960, 1984, 2000])}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    code = f"{random.choice(AREAS)} {random.randint(1, 9)}{random.choice('ABD')}{random.choice('LNP')}"
    return random.choice(GIVEN), random.choice(FAMILY), day, code


def row(group, people):
    given, family, day, code = random.choice(people)
    if random.random() < 0.1:
        given, family = family, given
    given, family = slip(given, 0.3), slip(family, 0.3)
    email = slip(f"{given}.{family}".lower(), 0.2) + "@" + random.choice(HOSTS)
    born = random.choice([slip(day, 0.4), day.replace("-0", "-"), "1984-02-30", day])
    year, month, of_month = map(int, day.split("-"))
    near = f"{year + random.choice([0, 0, 1, 9])}-{random.randint(max(month - 1, 1), month):02}-{of_month:02}"
    cells = [given, family, f"{given} {family}", email, born, near, slip(code, 0.3), slip(f"{family} {code}", 0.5)]
    return [f"g{group}"] + [cell.strip() if random.random() > 0.08 else "" for cell in cells]


def settings():
    text = dict(input_is_string=True, invalid_dates_as_null=True)
    names = cl.ForenameSurnameComparison("given", "family", forename_surname_concat_col_name="whole")
    comparisons = [
        names.configure(term_frequency_adjustments=True),
        cl.NameComparison("given"),
        cl.EmailComparison("email").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("born", **text),
        cl.DateOfBirthComparison("day", input_is_string=False),
        cl.PostcodeComparison("postcode"),
        cl.DamerauLevenshteinAtThresholds("note", [1, 2, 4]),
        cl.LevenshteinAtThresholds("family", [1, 3]),
        cl.JaroAtThresholds("family", [0.95, 0.8]),
        cl.JaccardAtThresholds("note", [0.9, 0.75, 0.5]),
        cl.AbsoluteDateDifferenceAtThresholds("born", input_is_string=True, metrics=["day", "year"], thresholds=[3, 2]),
    ]
    # Two comparisons of one column need names of their own.
    out = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=["l.household = r.household"],
        comparisons=comparisons,
        retain_intermediate_calculation_columns=True,
        unique_id_column_name="row",
    ).create_settings_dict("duckdb")
    for at, comparison in enumerate(out["comparisons"]):
        comparison["output_column_name"] = f"{comparison['output_column_name']}_{at}"
    return out


def main():
    random.seed(5)
    rows = []
    for group in range(40):
        people = [person() for _ in range(2)]
        rows += [row(group, people) for _ in range(8)]
    with open("library.csv", "w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([COLUMNS] + rows)

    table = pandas.DataFrame(rows, columns=COLUMNS).replace("", None)
    table["day"] = pandas.to_datetime(table["day"], errors="coerce").dt.date
    table.insert(0, "row", range(len(table)))
    database = DuckDBAPI()
    people = database.register(table)
    linker = Linker(people, settings())
    linker.training.estimate_u_using_random_sampling(max_pairs=1e5, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation("l.household = r.household")
    model = linker.misc.save_model_to_json()
    # Two comparisons are left untrained: Splink assumes something of their levels.
    for level in model["comparisons"][7]["comparison_levels"] + model["comparisons"][9]["comparison_levels"]:
        level.pop("m_probability", None)
        level.pop("u_probability", None)
    linker = Linker(people, model)
    with open("library_model.json", "w") as out:
        json.dump(model, out, indent=1, ensure_ascii=False)
        out.write("\n")
    pairs = linker.inference.predict().as_pandas_dataframe().sort_values(["row_l", "row_r"])
    kept = [name for name in pairs if name in ("row_l", "row_r", "match_weight") or name.startswith(("gamma_", "mw_"))]
    pairs[kept].rename(columns={"row_l": "_row_l", "row_r": "_row_r"}).to_csv("library_pairs.csv", index=False)


main()
