"""The demo: invented organisations, people by role, and some 300 activities around the stories that the README tells.

Everything in it is our own text. Every organisation ends with "(demo)". The files stand beside this page:

- `organisations.json`, `communities.json`, `users.json`: who takes part. Words of lists are shipped for everybody, in
  `taxonomy`.
- `activities.jsonl`: one activity a line, described below.
- `places.json`: where the towns lie that activities name.
- `planted.json`: pairs of activities with what an officer would say of them, so that a test can say how much is found.
- `views.json`: what owners say about a match, each for its own organisation.
- `reports.json`: measures that the secretariat read of; their economies have not said whether they are their own.
- `rounds.json`: a round about needs that is under way, with some answers.
- `proposals/`: proposals that reword a demo activity; `expected.json` names it.

An activity has these fields, all of them always there, `measure` apart:

`key` our own name of it; `sort` "project", "event" or "own measure" (then `measure`: "law", "strategy",
"unit" or "budget-line", where one of them fits); `source` the register or sheet it came from;
`identifiers` its own first, then others that the source states; `original_language`;
`titles`, `descriptions` text by language tag (`sr-Latn` and `sr-Cyrl` apart);
`economies` code -> percentage, or null where no share is declared (equal shares, flagged);
`places` below the economy; `start`, `end` "", "2026", "2026-05" or "2026-05-31";
`amount` and `currency`, or `band`, or none of them;
`reporters`, `funders`, `implementers`, `receivers` (receiving institutions): keys of organisations;
`sectors` DAC codes; `objectives` codes of the reference framework, only where they are confirmed;
`types`, `groups` codes of the shipped vocabularies;
`references` other activities: `kind` "1".."5" as in IATI, "provider" or "receiver", and the `identifier`;
`status` "pipeline", "implementation", "finalisation" or "closed"; `owner` the key of an organisation;
`marking` `tlp` with `communities`, `economies`, `organisations`, `persons` (user names) and `offices` where it
names any.

A planted pair has `left`, `right`, `kind`, `direction` (1: left passes on to right), `languages` ("within" one language
or script group, where Bosnian, Croatian, Montenegrin and Serbian are one; or "across") and the `reason`.
Kinds: "same", "chain", "overlap"; "series" (one programme of one funder elsewhere or later: not stored, never an
overlap) and "none" (a decoy: a reader would call a match of the two nonsense).
"""
