# Compounds: what is printed — ballots, notices, roll, count sheet, results, money poster, minutes, candidates.

compounds-papers-span = { $from } to { $to }
compounds-papers-yuan = ¥{ $amount }
compounds-papers-area = { $area } m²
compounds-papers-item = Item { $number }
compounds-papers-number = No.
compounds-papers-unit = Unit
compounds-papers-owners = Owners
compounds-papers-size = Area
compounds-papers-size-unit = Area (m²)
compounds-papers-votes = Votes
compounds-papers-name = Name
compounds-papers-note = Note
compounds-papers-sum = Sum
compounds-papers-persons = persons
compounds-papers-head-persons = Persons
compounds-papers-signature = Signature
compounds-papers-yes = Yes
compounds-papers-no = No
compounds-papers-abstain = Abstain
compounds-papers-threshold-ordinary = Owners of at least two thirds of the area and two thirds in number must take part; of these, more than half by area and by number must say yes. (Civil Code, article 278)
compounds-papers-threshold-special = Owners of at least two thirds of the area and two thirds in number must take part; of these, three quarters by area and by number must say yes. (Civil Code, article 278)
compounds-papers-threshold-short-ordinary = Passes if more than half of those who take part, by area and by number, say yes.
compounds-papers-threshold-short-special = Passes if three quarters of those who take part, by area and by number, say yes.
compounds-papers-silence = If you return no ballot
compounds-papers-silence-none = Whoever returns no ballot takes no part, and counts neither as yes nor as no.
compounds-papers-silence-participation = Whoever received a ballot and did not return it counts as having taken part, not as yes. In force since { $day }, the rules of procedure of this estate say: "{ $clause }". Owners whom the ballot did not reach are not counted so.
compounds-papers-silence-majority = Whoever received a ballot and did not return it counts as having taken part, and with the majority of those who returned one. In force since { $day }, the rules of procedure of this estate say: "{ $clause }". Owners whom the ballot did not reach are not counted so.
compounds-papers-scope = Only the owners of { $buildings } decide.
compounds-papers-posted-days = Posted
compounds-papers-voting-days = Voting
compounds-papers-extension = Extension
compounds-papers-roll = Roll
compounds-papers-roll-sum = As registered on { $day }: { $units ->
    [one] one unit
   *[other] { $units } units
}, { $persons ->
    [one] one person
   *[other] { $persons } persons
}, { $area }
compounds-papers-object = If you disagree
compounds-papers-qr-vote = The vote online
compounds-papers-qr-election = The election online
compounds-papers-qr-money = Every entry online
compounds-papers-qr-table = The whole text online

compounds-papers-ballot-title = Ballot: { $vote }
compounds-papers-ballot-head = Ballot
compounds-papers-ballot-number = Ballot no.
compounds-papers-ballot-code = Code of this ballot
compounds-papers-ballot-how = How to mark
compounds-papers-ballot-how-text = Tick one box for each item. If an item has no tick, two ticks, or cannot be read, only that item is void; the others count. Then sign: a ballot without a signature is void.
compounds-papers-ballot-signature = Signature
compounds-papers-ballot-date = Date
compounds-papers-ballot-co-owners = A unit with several owners has one ballot; they name who signs. Who signs for an owner adds a written mandate.
compounds-papers-ballot-return = Return to
compounds-papers-ballot-not-asked = Your unit does not decide this item. Leave it empty.
compounds-papers-ballot-page = Page

compounds-papers-notice-title = Notice of a vote: { $vote }
compounds-papers-notice-intro = To all owners of { $estate }: the owners decide the following together. Please vote within the time. Every ballot counts.
compounds-papers-notice-extension = If fewer than two thirds by number or area have taken part, voting may be { $days ->
    [one] one day
   *[other] { $days } days
} longer; this would be announced
compounds-papers-notice-items = What is decided
compounds-papers-notice-rules = How it is counted
compounds-papers-notice-object = If anything here or in the roll is wrong, say so while this is posted: { $where }. You will be answered in writing.
compounds-papers-notice-law = Only the items on this notice are voted on. The residents' committee has been told. Civil Code, article 278; Property Management Regulation, article 14.
compounds-papers-rule-persons = Persons: a unit is one person; somebody with several units is one; the developer's unsold and undelivered units are one together. A unit with several owners is one.
compounds-papers-rule-parking-in = Parking bays count by area and as persons.
compounds-papers-rule-parking-out = Parking bays count neither by area nor as persons.
compounds-papers-rule-invalid-in = A void ballot that was returned takes part and is not a yes.
compounds-papers-rule-invalid-out = A void ballot takes no part.
compounds-papers-rule-electronic = You may vote on the page or ask for a paper ballot, once only. Rule: { $rule }
compounds-papers-rule-city-system = Votes are cast on paper, signed by the owner, or in the city’s own system, once only.
compounds-papers-rule-paper = Votes are cast on paper, signed by the owner.

compounds-papers-roll-title = Roll of the vote: { $vote }
compounds-papers-roll-masked = Names are shown in part only, to protect people. Please check your own unit and area.
compounds-papers-roll-dispute = Owner disputed

compounds-papers-count-title = Count sheet: { $vote }
compounds-papers-count-sheet = Count sheet
compounds-papers-count-witnesses-sheet = Witnesses
compounds-papers-count-sum-persons = Persons
compounds-papers-count-sum-area = Area (m²)
compounds-papers-count-witnesses = Signatures of witnesses (owners outside the committee)
compounds-papers-count-witness = Witness
compounds-papers-count-part = Part
compounds-papers-count-caller = Read out by
compounds-papers-count-counter = Counted by
compounds-papers-count-recorder = Watched by
compounds-papers-count-day = Date
compounds-papers-count-how = Tick the column that was chosen. One line a unit, read out before all; strike out what was written wrongly, write it again and sign.
compounds-papers-count-not-returned = not returned

compounds-papers-result-title = Result of the vote: { $vote }
compounds-papers-result-strict = Returned ballots only
compounds-papers-result-strict-hint = who returned none takes no part
compounds-papers-result-deemed = With silence as the rules say
compounds-papers-result-deemed-hint = reached, but not returned, counts too
compounds-papers-result-no-deemed = In this vote, owners who returned no ballot are not counted; there is one way of counting only.
compounds-papers-result-all = All
compounds-papers-result-took-part = Took part
compounds-papers-result-yes = Yes
compounds-papers-result-decides = This one holds
compounds-papers-result-passed = Passed
compounds-papers-result-failed = Not passed
compounds-papers-result-invalid = Too few took part
compounds-papers-result-object = If you disagree, say so while this is posted: { $where }. An owner whose rights the decision harms may ask the court to annul it within one year of knowing of it.
compounds-papers-result-commitment = Check value over all ballots (published at the close; anybody can check the count with it):

compounds-papers-money-title = Common income of { $estate } ({ $period })
compounds-papers-money-head = Our money
compounds-papers-money-opening = At the beginning
compounds-papers-money-came = Came in
compounds-papers-money-went = Went out
compounds-papers-money-left = Left at the end
compounds-papers-money-where-from = Where it came from
compounds-papers-money-where-to = Where it went
compounds-papers-money-where-left = Where the rest is
compounds-papers-money-none = Nothing in this period.
compounds-papers-money-posted = Posted: { $days }
compounds-papers-money-by = Books kept by { $who }
compounds-papers-money-ask = Unclear, or wrong? Ask: { $where }
compounds-papers-money-law = Income from common parts, less reasonable cost, belongs to all owners. (Civil Code, article 282)
compounds-papers-fund-title = Maintenance fund of { $estate }, { $period }
compounds-papers-fund-head = Our maintenance fund
compounds-papers-fund-law = The maintenance fund of a building and what belongs to it is owned by the owners in common (Civil Code art. 281).

compounds-papers-minutes-title = Meeting of the three sides, { $month }: public part
compounds-papers-minutes-held = Held on
compounds-papers-minutes-place = Place
compounds-papers-minutes-talked = What was discussed
compounds-papers-minutes-decided = What was decided
compounds-papers-minutes-none = Nothing was decided this time.
compounds-papers-minutes-what = What
compounds-papers-minutes-who = By whom
compounds-papers-minutes-until = Until
compounds-papers-minutes-became = Became
compounds-papers-minutes-next = Next meeting: { $day }. It begins with what became of the above.
compounds-papers-minutes-next-open = The day of the next meeting will be posted. It begins with what became of the above.
compounds-papers-minutes-edition = Published on { $day }, edition { $edition }.

compounds-papers-candidates-title = Candidates: { $election }
compounds-papers-candidates-elected = To be elected
compounds-papers-candidates-seats = { $seats ->
    [one] one member
   *[other] { $seats } members
}{ $alternates ->
    [0] {""}
    [one] {" "}and one alternate
   *[other] {" "}and { $alternates } alternates
} for { $years ->
    [one] one year
   *[other] { $years } years
}
compounds-papers-candidates-order = The order says nothing about votes.
compounds-papers-candidates-checks = Checked:
compounds-papers-candidates-unmet = not yet shown

compounds-papers-by-street = Street office of { $estate }
compounds-papers-by-committee = Owners' committee of { $estate }
compounds-papers-object-where = on the page behind the code, or in writing to the residents' committee
compounds-papers-return-where = the ballot box of the estate, or the two people who collect ballots

compounds-papers-list-title = Print
compounds-papers-list-intro = All are PDF on A4 unless it says otherwise. They follow the vote: download again before you post one.
compounds-papers-list-none = Nothing to print yet. Once the roll is fixed it can be posted; once the vote is announced there are notice, ballots and count sheet.
compounds-papers-list-link = Print notice, ballots and count sheet
compounds-papers-list-roll = Roll for posting
compounds-papers-list-roll-hint = For the board; names are shown in part only.
compounds-papers-list-notice = Notice of the vote
compounds-papers-list-notice-hint = Hangs for at least fifteen days.
compounds-papers-list-ballots = Ballots
compounds-papers-list-ballots-hint = One ballot a page, each with its own code. The code can vote on the page: let two people print and seal them, hand ballots to the owners and the file to nobody. Each printing is recorded; after the close none is printed.
compounds-papers-list-ballots-small = Ballots (A5)
compounds-papers-list-ballots-small-hint = For few items; half the paper.
compounds-papers-list-count = Count sheet
compounds-papers-list-count-hint = Ticked by hand while ballots are read out. Who voted how is never printed from here.
compounds-papers-list-count-xlsx = Count sheet (workbook)
compounds-papers-list-count-xlsx-hint = The same sheet for a spreadsheet.
compounds-papers-list-result = Result
compounds-papers-list-result-hint = Both ways of counting side by side, for the board.
compounds-papers-lang-zh-cn = Chinese
compounds-papers-lang-en = English
compounds-papers-part = { $lang }, file { $part }

compounds-papers-refused-no-font = This server has no Chinese font and cannot print. Ask the system administrator to install fonts-noto-cjk.
compounds-papers-refused-too-large = This is too much for one paper. Print it in parts.
compounds-papers-refused-too-slow = The paper was not ready in time. Try again in a few minutes.
compounds-papers-refused-busy = Too many papers are being printed. Try again in a minute.
compounds-papers-refused-broken = The paper could not be made. Tell the system administrator.
compounds-papers-get-notice = The notice (PDF)
compounds-papers-get-result = The result (PDF)
compounds-papers-get-money = Poster (PDF)
compounds-papers-get-minutes = Minutes (PDF)
compounds-papers-get-candidates = Notice of the candidates (PDF)
compounds-papers-money-ask-where = The property office, the committee, or scan the code and ask on the page
compounds-papers-money-line-cost = Reasonable cost
compounds-papers-money-line-tax = Tax
compounds-papers-money-line-rest = Other uses and corrections
compounds-papers-money-line-fund = Paid into the maintenance fund
compounds-papers-minutes-present = { $persons } present
compounds-papers-minutes-absent = not present
