# The table of the three sides: what was not done, and how to go on.

compounds-table-refused-wrong-state = This cannot be done any more; somebody may just have been faster. Please reload the page.
compounds-table-refused-other-month = That day is not in the month of this meeting. Change the day, or open the meeting of that month.
compounds-table-refused-in-future = That day has not come yet. Give today or an earlier day.
compounds-table-refused-before-meeting = That day is before the meeting. Please check it.
compounds-table-refused-time-wrong = The time could not be read. Write it as 19:00.
compounds-table-refused-place-missing = Please say where the table meets.
compounds-table-refused-too-long = That is too long. Please write less.
compounds-table-refused-personal-data = There is a phone or identity number in it. Minutes are published: take it out, and write no names or doors.
compounds-table-refused-sides-missing = Fewer than two sides were there, which is no meeting. Agree on another day, or check who came.
compounds-table-refused-persons-wrong = The number of people could not be read. 1 to 99 for a side that came, nothing for one that did not.
compounds-table-refused-text-missing = Please say what was decided.
compounds-table-refused-due-wrong = That day does not fit: after the meeting, within a year, and later than before when it is put off.
compounds-table-refused-too-many-decisions = One meeting has at most 40 decisions.
compounds-table-refused-decision-unknown = There is no such decision; it may just have been withdrawn. Please reload the page.
compounds-table-refused-decision-closed = This decision is settled already.
compounds-table-refused-already-turned = This decision has been handed on already.
compounds-table-refused-was-turned = This decision has become a matter or a proposal and cannot be withdrawn; it can be dropped with a reason.
compounds-table-refused-postponed-enough = It was put off 6 times. Do it, or drop it with a reason.
compounds-table-refused-side-absent = This side was not there and need not agree to the minutes.
compounds-table-refused-minutes-missing = There are no minutes yet. Write them first, then ask the sides to agree.
compounds-table-refused-reason-missing = Please give the reason.
compounds-table-refused-too-many-editions = It was corrected too often. Explain it at the next meeting.
compounds-table-refused-owner-unknown = Please choose which side or body does it.
compounds-table-refused-already-reminded = A reminder was given already.
compounds-table-day-wrong = Please give a day.

# States, sides, topics

compounds-table-state-planned = to be held
compounds-table-state-held = held
compounds-table-state-minutes-agreed = minutes agreed
compounds-table-state-published = published
compounds-table-side-branch = party branch of the compound
compounds-table-side-committee = owners’ committee
compounds-table-side-manager = property company
compounds-table-side-present = { $side }: { $persons } there
compounds-table-side-absent = { $side }: not there
compounds-table-topic-open-decisions = What became of earlier decisions
compounds-table-topic-matters = This month’s matters
compounds-table-topic-income = Common income
compounds-table-topic-maintenance = Maintenance and its fund
compounds-table-topic-votes = Votes ahead
compounds-table-topic-other = The rest
compounds-table-figure-received = received this month
compounds-table-figure-closed = closed this month
compounds-table-figure-open = under way
compounds-table-figure-overdue = overdue
compounds-table-figure-reopened = reopened this month
compounds-table-figure-income = income this month (yuan)
compounds-table-figure-spent = spent this month (yuan)
compounds-table-figure-closing = left (yuan)
compounds-table-figure-drawn = drawn this month (yuan)
compounds-table-figure-left = left in the fund (yuan)
compounds-table-open-none = Nothing is left to do.
compounds-table-open-line = { $text } (by { $day })
compounds-table-votes-none = No vote is coming.
compounds-table-vote-line = { $title } (until { $day })
compounds-table-unknown = The system has no figures for this. Whoever is responsible reports, and the minutes say what.
compounds-table-way-task = followed by the table
compounds-table-way-matter = became a matter
compounds-table-way-proposal = became a proposal for a vote
compounds-table-decision-open = open
compounds-table-decision-done = done
compounds-table-decision-dropped = dropped
compounds-table-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 } { $year }

# The desk

compounds-table-nav = Three-party meetings
compounds-table-title = Three-party meetings
compounds-table-intro = Party branch, owners’ committee and property company sit down once a month: the system lays out the agenda, each decision has somebody who does it and a day, and the minutes are published.
compounds-table-public-page = Public page
compounds-table-missing-line = There was no meeting in { $month }. Tell the street why, and hold this month’s soon.
compounds-table-begin = Prepare this month’s meeting
compounds-table-none = No meetings yet
compounds-table-none-text = There is one each month; the program prepares it, or you do now.
compounds-table-column-month = Month
compounds-table-column-state = State
compounds-table-column-day = Day
compounds-table-column-decisions = Decisions
compounds-table-column-open = Open
compounds-table-column-estate = Estate
compounds-table-column-missing = Months without a meeting
compounds-table-column-overdue = Overdue decisions
compounds-table-column-side = Side
compounds-table-column-agreed = Agreed to the minutes
compounds-table-older = Earlier meetings
compounds-table-overview-title = Three-party meetings: where none was held
compounds-table-overview-intro = Estates that missed a meeting or owe what they decided, in the order of the register. Ask what they lack and help. Nobody is ranked or scored.
compounds-table-overview-only-gaps = Only those to ask
compounds-table-overview-all = All { $count } estates
compounds-table-overview-none = All have met
compounds-table-overview-none-text = No meeting is missing and no decision is overdue.
compounds-table-met = held
compounds-table-not-yet = not yet
compounds-table-meeting-title = Three-party meeting, { $month }
compounds-table-reminded = The month is nearly over and the table has not met. Please agree on a day.
compounds-table-correcting = The published minutes are being corrected: { $reason }. Until the new edition is published everybody reads the one before.
compounds-table-appointment = Agreed for
compounds-table-held-on = Day of the meeting
compounds-table-published = Published
compounds-table-edition = edition { $edition }
compounds-table-appoint-title = Agree on a day
compounds-table-day = Day
compounds-table-time = Time
compounds-table-place = Place
compounds-table-appoint = Fix it
compounds-table-owed-title = First, earlier decisions
compounds-table-owed-text = What earlier meetings decided and nobody has done yet. On the page of that meeting it is noted as done, put off or dropped.
compounds-table-owed-from = meeting of { $month }
compounds-table-late = overdue
compounds-table-agenda = Agenda
compounds-table-agenda-live = The figures are those of this moment; they are fixed when the meeting is noted as held.
compounds-table-hold-title = After the meeting
compounds-table-held-hint = A day of this month that has come.
compounds-table-present = was there
compounds-table-persons = People
compounds-table-office = In which office
compounds-table-office-hint = Only the office, such as “chair of the committee” or “site manager”; no names.
compounds-table-hold = Note as held
compounds-table-sides = Who was there
compounds-table-absent = not there
compounds-table-minutes = Minutes
compounds-table-minutes-hint = Minutes are published. No names, phones or doors of residents.
compounds-table-note = Minutes: { $topic }
compounds-table-save-minutes = Save the minutes
compounds-table-decisions = Decisions
compounds-table-decisions-none = No decisions.
compounds-table-owned-by = { $owner } does it
compounds-table-due-on = by { $day }
compounds-table-postponed = put off { $times } times
compounds-table-follow = Follow it up
compounds-table-turn-hint = What an office must do becomes a matter with a body, a deadline and an answer; what the owners must decide becomes a proposal; the rest is followed by the table.
compounds-table-to-matter = Make it a matter
compounds-table-to-proposal = Make it a proposal
compounds-table-withdraw = Written by mistake: withdraw
compounds-table-done-on = Done on
compounds-table-done-note = How it went
compounds-table-complete = Note as done
compounds-table-postpone-to = Put off until
compounds-table-postpone = Put off
compounds-table-why = Why it is dropped
compounds-table-drop = Drop it
compounds-table-decide-title = Note a decision
compounds-table-decide-text = What is to be done
compounds-table-decide-owner = Who does it
compounds-table-decide-due = By when
compounds-table-decide = Note it
compounds-table-owner-choose = Please choose
compounds-table-agree-title = Agreement to the minutes: { $side }
compounds-table-agreed-on = Agreed on
compounds-table-agree-hint = The signed paper counts; its day is noted here.
compounds-table-agree = Note the agreement
compounds-table-publish-hint = All sides have agreed. What is published is not changed again; a mistake is corrected by a new edition.
compounds-table-publish = Publish
compounds-table-amend = Back to be changed
compounds-table-correct = Correct what was published
compounds-table-correct-reason = What is wrong
compounds-table-correct-hint = The reason is published with the new edition; the old one is kept.
compounds-table-correct-begin = Begin the correction

done-compounds-table-begun = This month’s meeting is prepared.
done-compounds-table-appoint = The day is fixed.
done-compounds-table-hold = Noted as held.
done-compounds-table-minute = The minutes are saved; the sides may agree.
done-compounds-table-decide = The decision is noted.
done-compounds-table-withdraw = The decision is withdrawn.
done-compounds-table-matter = It is a matter now, with a body, a deadline and an answer to come.
done-compounds-table-proposal = It is a proposal for a vote now.
done-compounds-table-complete = Noted as done.
done-compounds-table-drop = Noted as dropped.
done-compounds-table-postpone = Put off.
done-compounds-table-agree = The agreement is noted.
done-compounds-table-amend = The minutes can be changed again.
done-compounds-table-publish = Published.
done-compounds-table-correct = It can be corrected now. Let the sides agree once more, then publish.

# For everybody

compounds-table-public-title = Our three-party meetings
compounds-table-public-intro = Party branch, owners’ committee and property company meet once a month. Here is what they published: what was talked about, what was decided, who does it, and how far it has come.
compounds-table-public-none = No minutes published yet
compounds-table-public-none-text = They stand here once the sides have agreed to them.
compounds-table-met-on = met on { $day }
compounds-table-decisions-count = decisions: { $count }
compounds-table-correction = This edition corrects the one before: { $reason }
compounds-table-not-latest = You are reading an older edition.
compounds-table-to-latest = Read the latest
compounds-table-print = Print
compounds-table-editions = Editions
compounds-table-edition-line = edition { $edition }, published on { $day }
compounds-table-raise = Raise something yourself

compounds-table-room = Our three-party meetings
compounds-table-room-text = What branch, committee and property company talked about and decided each month
compounds-table-desk-room = Three-party meetings
compounds-table-desk-room-text = The monthly meeting: agenda, minutes, decisions
compounds-table-draft-vote = Draft the vote
compounds-table-to-vote = To the vote
