"""How well vectors find the English twin of a sentence among 1,000, and what they cost.

Run: EGNATIA_DATA=… python -m benchmarks.twins   (reads ntrex-dev/*.txt there)
"""

import os
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from egnatia.language.identify import identify
from egnatia.language.vectors import vectors

LANGUAGES = {
    "sqi": "sq", "bos": "bs", "hrv": "hr", "srp-Latn": "sr", "srp-Cyrl": "sr", "slv": "sl", "mkd": "mk", "bul": "bg",
    "ron": "ro", "ell": "el", "tur": "tr",
}  # fmt: skip
GROUPS = {"bs": "hbs", "hr": "hbs", "sr": "hbs"}
NEIGHBOURS = (("sqi", "mkd"), ("bul", "ell"), ("tur", "ron"), ("slv", "bul"))
RUNS = 5
PARAGRAPH = 5  # sentences
# What Bulgarian and Serbian lacked was looked for in the odd lines; no missing word was read off the even ones.
ALL, ODD, EVEN = slice(None), slice(0, None, 2), slice(1, None, 2)
NAME = re.compile(r"\b[^\W\d_]*[A-ZÀ-ÞČĆŽŠĐА-ЯЃЅЈЉЊЌЏΑ-ΩΆ-ΏŞĞİȘȚĂÂÎ]\w*|\w*\d\w*")


def sentences(name: str) -> list[str]:
    place = Path(os.environ["EGNATIA_DATA"]) / "ntrex-dev" / f"{name}.txt"
    return place.read_text(encoding="utf-8").splitlines()


def recall(left: csr_matrix, right: csr_matrix, among: int = 1, lines: slice = ALL) -> float:
    """Of a hundred of `lines`, how many have their twin among the nearest `among` of all."""
    near = (left @ right.T).toarray()
    nearer = (near > np.diag(near)[:, None]).sum(axis=1)
    return 100 * float((nearer[lines] < among).mean())


def without_names(text: str) -> str:
    """No capital letter but the first word's, no digit: what is left when names carry nothing."""
    first, _, rest = text.partition(" ")
    return f"{first} {NAME.sub(' ', rest)}"


def cpu(run: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        run()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def main() -> None:
    english = sentences("eng")
    whole, bare = vectors(english, ["en"] * 1000), vectors(list(map(without_names, english)), ["en"] * 1000)
    made = {}
    first, tenth, nameless = [], [], []
    print(f"{'':10} {'at 1':>6} {'at 10':>6} {'at 1, no names or digits':>26} {'identified':>11}")
    for name, code in LANGUAGES.items():
        texts = sentences(name)
        made[name] = vectors(texts, [code] * len(texts))
        stripped = vectors(list(map(without_names, texts)), [code] * len(texts))
        first.append(recall(made[name], whole))
        tenth.append(recall(made[name], whole, 10))
        nameless.append(recall(stripped, bare))
        known = 100 * statistics.fmean(identify(text) == GROUPS.get(code, code) for text in texts)
        print(f"{name:10} {first[-1]:6.1f} {tenth[-1]:6.1f} {nameless[-1]:26.1f} {known:11.1f}")
    print(f"{'mean':10} {np.mean(first):6.1f} {np.mean(tenth):6.1f} {np.mean(nameless):26.1f}")
    for name, lines in (("odd", ODD), ("even", EVEN)):
        at_1, at_10 = ([recall(each, whole, among, lines) for each in made.values()] for among in (1, 10))
        print(f"{name + ' lines':10} {np.mean(at_1):6.1f} {np.mean(at_10):6.1f}")
    for one, other in NEIGHBOURS:
        print(f"{one}-{other}: {recall(made[one], made[other]):.1f} at 1")
    paragraphs = [" ".join(english[at : at + PARAGRAPH]) for at in range(len(english))]
    print(f"1,000 sentences: {cpu(lambda: vectors(english)):.2f} CPU s, language told by the text")
    print(f"1,000 paragraphs of {PARAGRAPH} sentences: {cpu(lambda: vectors(paragraphs)):.2f} CPU s")


if __name__ == "__main__":
    main()
