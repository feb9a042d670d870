"""Writes the table of term weights from the texts of EGNATIA_DATA: stems and a coarse class, no text.

python -m benchmarks.engine_terms
"""

import gzip
import json
import os
from collections import Counter
from math import log2
from pathlib import Path

from egnatia.language import folded_words, stem

HOW_MANY = 20_000
FEWEST = 3  # texts of one language that hold the word
LARGEST = 13


def documents(path: Path) -> dict[str, set[str]]:
    """Distinct texts by language."""
    found: dict[str, set[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found.setdefault(row["lang"], set()).add(f"{row['title']} {row['description']}")
    return found


def main() -> None:
    path = Path(os.environ.get("EGNATIA_DATA", "../shared/data")) / "activities.jsonl.gz"
    total: Counter[str] = Counter()
    rarity: dict[str, float] = {}
    for texts in documents(path).values():
        frequency = Counter(s for text in texts for s in {stem(w) for w in folded_words(text)} if s.isalpha())
        total.update(frequency)
        for word, count in frequency.items():
            if count >= FEWEST:
                rarity[word] = min(rarity.get(word, LARGEST), log2(len(texts) / count))
    chosen = sorted((w for w in rarity if len(w) > 2), key=lambda w: (-total[w], w))[:HOW_MANY]
    table = Path("src/egnatia/language/terms.tsv")
    table.write_text("".join(f"{w}\t{round(rarity[w])}\n" for w in sorted(chosen)), encoding="utf-8")
    print(Counter(round(rarity[w]) for w in chosen))


if __name__ == "__main__":
    main()
