"""Made people, some of whom stand in the table several times with errors: `people.py OUT.csv ROWS`.

Seven of ten have one row, the others two to four. Names are as frequent as in the census of the United States of 1990 (the
package `names`). The column `cluster` tells who is who. The same seed gives the same rows.
"""

import csv
import random
import sys
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import names

SEED = 7
LETTERS, DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"
HOSTS = (["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com"], [50, 68, 82, 92, 100])
MISSING = {"dob": 0.15, "email": 0.2, "phone": 0.25, "postcode": 0.05}
COLUMNS = ["first_name", "surname", "dob", "postcode", "city", "email", "phone"]


def census(*files: str) -> tuple[list[str], list[float]]:
    """Names, and the running sum of their shares."""
    lines = [line.split() for file in files for line in (Path(names.__file__).parent / file).read_text().splitlines()]
    return [line[0].lower() for line in lines], list(accumulate(float(line[2]) + 1e-4 for line in lines))


def typo(r: random.Random, text: str, letters: str) -> str:
    """One letter left out, another one, or two in each other's place."""
    if len(text) < 3:
        return text
    at, kind = r.randrange(1, len(text)), r.random()
    if kind < 0.3:
        return text[:at] + text[at + 1 :]
    if kind < 0.7 or at + 1 == len(text):
        return text[:at] + r.choice(letters) + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


class Town:
    """Where people come from."""

    def __init__(self, r: random.Random) -> None:
        self.r = r
        self.given = census("dist.male.first", "dist.female.first")
        self.family = census("dist.all.last")
        self.cities = (range(2000), list(accumulate(1 / n**0.9 for n in range(1, 2001))))

    def one(self, of: tuple) -> object:
        return self.r.choices(of[0], cum_weights=of[1])[0]

    def place(self) -> dict[str, str]:
        city = self.one(self.cities)
        return {"postcode": f"{10000 + city * 40 + self.r.randrange(40):05d}", "city": f"city{city}"}

    def phone(self) -> str:
        return f"+1{self.r.randrange(2010000000, 9899999999)}"

    def person(self) -> dict[str, str]:
        given, family = self.one(self.given), self.one(self.family)
        return {
            "first_name": given,
            "surname": family,
            "dob": (date(1940, 1, 1) + timedelta(self.r.randrange(24800))).isoformat(),
            **self.place(),
            "email": f"{given}.{family}{self.r.randrange(1, 9999)}@{self.one(HOSTS)}",
            "phone": self.phone(),
        }

    def again(self, person: dict[str, str]) -> dict[str, str]:
        """The same person, as written down another time."""
        row = dict(person)
        for _ in range(self.r.choice([0, 1, 1, 2, 3])):
            column = self.r.choice(["first_name", "surname", "dob", "postcode", "email", "phone"])
            row[column] = typo(self.r, row[column], DIGITS if column in ("dob", "postcode", "phone") else LETTERS)
        if self.r.random() < 0.1:
            row |= self.place()
        if self.r.random() < 0.08:
            row["email"] = f"{row['first_name']}{self.r.randrange(1, 9999)}@yahoo.com"
        if self.r.random() < 0.08:
            row["phone"] = self.phone()
        return row


def write(path: str, rows: int) -> None:
    r = random.Random(SEED)
    town, made, cluster = Town(r), [], 0
    while len(made) < rows:
        person = town.person()
        copies = r.choices([0, 1, 2, 3], [0.7, 0.2, 0.07, 0.03])[0]
        for row in [person, *(town.again(person) for _ in range(copies))]:
            kept = ["" if r.random() < MISSING.get(name, 0) else row[name] for name in COLUMNS]
            made.append([*kept, cluster])
        cluster += 1
    del made[rows:]
    r.shuffle(made)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["rec_id", *COLUMNS, "cluster"])
        writer.writerows([number, *row] for number, row in enumerate(made))


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
