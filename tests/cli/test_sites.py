"""--site-boilerplate: what a site's pages share is none of their text."""
import random

from run import Case, main

TOWNS = "Ostrel Marn Kelvick Tamsin Dorle Pessin Quarrel Brae Lunt Hask".split()
NOTE = "Each weekday morning our editors put the best of the valley into one letter, and it reaches you before breakfast."


def page(town):
    return (f"<html><head><title>Council of {town} votes on water</title><link rel=canonical href=https://valley.example/{town}></head>"
            f"<body><article><h1>Council of {town} votes on water</h1><p>The council of {town} voted on Tuesday to buy water from its "
            f"neighbours, after a summer in which the wells of {town} fell dry.</p><p>The mayor said that the valley had lost a whole "
            f"spring, and that {town} would pay for it until the next election.</p><p>{NOTE}</p></article></body></html>")


class Sites(Case):
    def setUp(self):
        super().setUp()
        self.pages = [self.put(f"pages/{t}.html", page(t)) for t in TOWNS]

    def test_texts(self):
        plain = self.lines(self.good("extract", *self.pages))
        cut = self.lines(self.good("extract", "--site-boilerplate", *self.pages))
        self.assertTrue(any(NOTE in d["text"] for d in plain))
        for d in cut:
            self.assertNotIn(NOTE, d["text"])
            self.assertIn("voted on Tuesday", d["text"])
        self.assertIn("site-boilerplate", [x["code"] for d in cut for x in d["diagnostics"]])

    def test_any_order_and_threads(self):
        want = self.good("extract", "--site-boilerplate", "--threads", "1", *self.pages)
        random.Random(1).shuffle(self.pages)
        self.assertEqual(sorted(want.split(b"\n")), sorted(self.good("extract", "--site-boilerplate", "--threads", "3", *self.pages).split(b"\n")))

    def test_standard_input(self):
        self.bad(2, "--site-boilerplate reads its inputs twice: standard input can't be one of them", "extract", "--site-boilerplate", "-")

    def test_account(self):
        self.good("report", "--site-boilerplate", "-o", "account.json", *self.pages)
        self.good("verify", "--site-boilerplate", "account.json")


if __name__ == "__main__":
    main()
