# The desk: inbox, page of a matter, call-back, list dispatch, templates, notices. Names of acts
# and states stand in matters-rules.ftl.

matters-desk-title = Desk
matters-desk-nav-inbox = Inbox
matters-desk-nav-new = Take down
matters-desk-nav-call = Call back
matters-desk-nav-list-dispatch = List dispatch
matters-desk-nav-matters = All matters
matters-desk-nav-notices = Notices
matters-desk-nav-templates = Templates

## Common words
matters-desk-day = { $month ->
    [1] { $day } Jan
    [2] { $day } Feb
    [3] { $day } Mar
    [4] { $day } Apr
    [5] { $day } May
    [6] { $day } Jun
    [7] { $day } Jul
    [8] { $day } Aug
    [9] { $day } Sep
    [10] { $day } Oct
    [11] { $day } Nov
   *[12] { $day } Dec
 }
matters-desk-day-of-year = { $month ->
    [1] { $day } Jan { $year }
    [2] { $day } Feb { $year }
    [3] { $day } Mar { $year }
    [4] { $day } Apr { $year }
    [5] { $day } May { $year }
    [6] { $day } Jun { $year }
    [7] { $day } Jul { $year }
    [8] { $day } Aug { $year }
    [9] { $day } Sep { $year }
    [10] { $day } Oct { $year }
    [11] { $day } Nov { $year }
   *[12] { $day } Dec { $year }
 }
matters-desk-comma = {", "}
matters-desk-any = Any
matters-desk-choose = Please choose
matters-desk-none = None
matters-desk-unknown = Not known
matters-desk-back = Back
matters-desk-shut = Close
matters-desk-print = Print
matters-desk-phone = Phone
matters-desk-not-left = Not left
matters-desk-erased = Erased at their own request
matters-desk-urgency = Urgency
matters-desk-scope = Where
matters-desk-restricted = Protected
matters-desk-internal = Internal
matters-desk-choose-one = Please choose one.
matters-desk-choose-photos = Please choose photos first.
matters-desk-no-such-number = There is no matter of this number, or it is not yours to see. Please check the number.
matters-desk-changed-meanwhile = Somebody has just changed this matter, so nothing was done. Please open it, look, and decide.
matters-desk-not-yours = This matter is not within your area.
matters-desk-nothing-ticked = Nothing was ticked. Please go back, tick matters and try again.

## States as staff call them
matters-desk-state-received = To accept
matters-desk-state-accepted = To dispatch
matters-desk-state-rejected = Declined
matters-desk-state-merged = Merged
matters-desk-state-dispatched = To acknowledge
matters-desk-state-acknowledged = Acknowledged
matters-desk-state-returned = Return pending
matters-desk-state-contacted = Contacted
matters-desk-state-in-progress = In progress
matters-desk-state-suspended = On hold
matters-desk-state-answered = To call back
matters-desk-state-verified = To close
matters-desk-state-closed = Closed
matters-desk-state-reopened = Reopened
matters-desk-state-withdrawn = Withdrawn

## Classes of categories
matters-desk-class-01 = Property and compounds
matters-desk-class-02 = Housing and building safety
matters-desk-class-03 = Water, power, gas, heat, telecoms
matters-desk-class-04 = Roads, traffic and parking
matters-desk-class-05 = Cleanliness and townscape
matters-desk-class-06 = Noise and pollution
matters-desk-class-07 = Public safety and fire
matters-desk-class-08 = Greenery and public space
matters-desk-class-09 = Livelihood and public services
matters-desk-class-10 = Disputes and mediation
matters-desk-class-11 = Markets and merchants
matters-desk-class-12 = Local services and suggestions

## Inbox
matters-desk-queues = Queues
matters-desk-queue-intake = To accept
matters-desk-queue-dispatch = To dispatch
matters-desk-queue-returns = Returns
matters-desk-queue-work = To handle
matters-desk-queue-support = To support
matters-desk-queue-whistle = Whistles
matters-desk-queue-parked = On hold
matters-desk-queue-call = To call back
matters-desk-queue-close = To close
matters-desk-queue-decide = To decide
matters-desk-queue-raised = Raised
matters-desk-queue-hint-intake = New matters: accept, decline, merge or split. First come, first shown.
matters-desk-queue-hint-dispatch = Accepted and waiting for a body. The longest wait first.
matters-desk-queue-hint-returns = A body says it is not responsible and waits for your decision. The clock runs on and the lead stays.
matters-desk-queue-hint-work = For the body to handle; what falls due first stands first.
matters-desk-queue-hint-support = Matters in which a body helps the lead.
matters-desk-queue-hint-whistle = The street calls; please turn up in time.
matters-desk-queue-hint-parked = On hold because nothing can be done for now, by day of review.
matters-desk-queue-hint-call = Answered; somebody must ask the reporter: is it solved, are you content?
matters-desk-queue-hint-close = The reporter has spoken; it can be closed.
matters-desk-queue-hint-decide = Extensions, holds or exclusions wait for your decision.
matters-desk-queue-hint-raised = Unread, overdue, returned again and again, or not solved: these have come up to you.
matters-desk-no-queue = Your post handles no matters itself. These are the latest of your area; you can take matters down for others and add notes.
matters-desk-empty = All done here
matters-desk-empty-text = New matters appear here by themselves.
matters-desk-unread = { $number ->
    [one] { $number } new notice
   *[other] { $number } new notices
 }
matters-desk-search = Search
matters-desk-search-hint = Number or words
matters-desk-search-title = Search matters
matters-desk-search-for = Search for “{ $words }”
matters-desk-search-full = There are many; only the latest are shown. Please add a word.
matters-desk-list-title = All matters
matters-desk-nothing = Nothing found
matters-desk-nothing-text = Try another word or fewer filters.
matters-desk-due-today = Today
matters-desk-due-three-days = Within three days
matters-desk-due-overdue = Overdue
matters-desk-due-count-today = { $number } due today
matters-desk-due-count-overdue = { $number } overdue
matters-desk-filter = Filter
matters-desk-filter-clear = Clear filter
matters-desk-filter-save = Keep this filter
matters-desk-filter-name = Give it a name
matters-desk-filter-remove = Remove the filter “{ $name }”
matters-desk-too-many-filters = At most { $most } filters can be kept. Please remove one first.
matters-desk-selected = selected
matters-desk-select-all = Select all
matters-desk-select = Select { $number }
matters-desk-joined = { $number } more
matters-desk-export = Export
matters-desk-export-csv = Export CSV
matters-desk-first-page = First page
matters-desk-keys = Keyboard
matters-desk-keys-move = Next and previous row
matters-desk-keys-open = Open
matters-desk-keys-select = Select
matters-desk-keys-search = Go to the search field
matters-desk-keys-help = Show these keys
matters-desk-keys-switch = Use single-key shortcuts

## Columns
matters-desk-column-number = Number
matters-desk-column-kind = Kind
matters-desk-column-category = Category
matters-desk-column-tags = Tags
matters-desk-column-title = Title
matters-desk-column-text = Text
matters-desk-column-item = Matter
matters-desk-column-state = State
matters-desk-column-caller = Reporter
matters-desk-column-phone = Phone
matters-desk-column-source = Source
matters-desk-column-outside-number = Outside number
matters-desk-column-received = Received
matters-desk-column-due = Due
matters-desk-column-district = District
matters-desk-column-street = Street
matters-desk-column-community = Community
matters-desk-column-place = Place
matters-desk-column-what-where = Category and place
matters-desk-column-lead = Lead
matters-desk-column-supports = Supporting bodies
matters-desk-column-handling = Way of handling
matters-desk-column-company = Body concerned
matters-desk-column-outcome = Outcome
matters-desk-column-reply = Reply
matters-desk-column-finished = Finished
matters-desk-column-solved = Solved?
matters-desk-column-content = Content?
matters-desk-column-result = Result
matters-desk-column-verification = Verification
matters-desk-column-remark = Remark
matters-desk-sheet-matters = Matters
matters-desk-sheet-dispatch = Dispatch list
matters-desk-nature-lead = Lead
matters-desk-nature-lead-and-support = Lead and support
matters-desk-nature-forwarded = Forwarded

## Bulk
matters-desk-bulk-accept = Accept
matters-desk-bulk-accept-and-dispatch = Accept and dispatch
matters-desk-bulk-dispatch = Dispatch
matters-desk-bulk-acknowledge = Acknowledge
matters-desk-bulk-start = Start work
matters-desk-bulk-close = Close
matters-desk-bulk-supervise = Supervise
matters-desk-bulk-intro = { $number ->
    [one] This will be done to { $number } matter (at most { $most } at once).
   *[other] This will be done to { $number } matters (at most { $most } at once). Each is handled by itself; one that fails does not stop the others.
 }
matters-desk-bulk-these = These matters
matters-desk-bulk-category = Without a choice each keeps its own category; those without one will be listed as not done.
matters-desk-bulk-no-category = This matter has no category yet. Please choose one, or open it and accept it by itself.
matters-desk-bulk-all = { $number ->
    [one] { $number } matter is done.
   *[other] All { $number } matters are done.
 }
matters-desk-bulk-some = { $done } done, { $refused } not done.
matters-desk-bulk-refused = Not done, and why
matters-desk-bulk-done = Done

## Page of a matter
matters-desk-report = What was reported
matters-desk-photo = Photo { $number }
matters-desk-acts = What can be done
matters-desk-no-acts = There is nothing for you to do on this matter. You can read its history.
matters-desk-history = History
matters-desk-facts = Facts
matters-desk-links = Connected matters
matters-desk-link-into = Merged into
matters-desk-link-split-from = Split from
matters-desk-link-merged = Merged into this one
matters-desk-open-script = Open the phone script
matters-desk-fact-number = Number
matters-desk-fact-category = Category
matters-desk-fact-kind = Kind
matters-desk-fact-source = Source
matters-desk-fact-outside-number = Outside number
matters-desk-fact-received = Received
matters-desk-fact-area = Street and community
matters-desk-fact-place = Place
matters-desk-fact-lead = Lead
matters-desk-fact-supports = Supporting bodies
matters-desk-fact-contact-before = Contact before
matters-desk-fact-return-before = Return before
matters-desk-fact-due = Due
matters-desk-fact-due-step = Next step due
matters-desk-fact-plan = Plan of works
matters-desk-plan-done = Step { $number }: done on { $day }
matters-desk-plan-open = Step { $number }: planned for { $day }
matters-desk-fact-outcome = Outcome
matters-desk-fact-verdict = The reporter says
matters-desk-fact-whistle = Whistle { $number }
matters-desk-fact-joined = Others with the same
matters-desk-fact-returns = Returns
matters-desk-fact-reopened = Times reopened
matters-desk-fact-chases = Times asked to hurry
matters-desk-fact-tries = Days without reaching anybody
matters-desk-fact-escalation = Raised to level
matters-desk-fact-excluded = Left out of the rates
matters-desk-fact-exclusion-asked = Leaving out asked for
matters-desk-fact-petition-tell = Petition: tell before
matters-desk-fact-petition-conclude = Petition: conclude before
matters-desk-fact-summary = Public summary
matters-desk-whistle-waiting = no answer yet
matters-desk-whistle-line = { $body }: { $answer }
matters-desk-whistle-line-instead = { $body } (instead of { $for }): { $answer }
matters-desk-whistle-call = Whistle { $number }, { $body }
matters-desk-conflict = Somebody changed this matter before you
matters-desk-conflict-open = Your act “{ $act }” was not saved. Compare both sides and decide below; what you typed is still there.
matters-desk-conflict-shut = Your act “{ $act }” was not saved, and it is not possible any more. What you typed stands on the left, to be copied.
matters-desk-conflict-yours = What you saw (version { $version })
matters-desk-conflict-now = As it is now (version { $version })
matters-desk-conflict-typed = What you typed

## Suggestions
matters-desk-suggested = Suggestions
matters-desk-suggested-hint = From how this district handled such matters before. You decide.
matters-desk-suggested-category = Category
matters-desk-suggested-body = Lead
matters-desk-suggested-duplicate = Perhaps the same matter
matters-desk-sure = { $sure } sure
matters-desk-because = because of: { $words }

## The reporter
matters-desk-people = Reporter
matters-desk-people-hidden = The reporter of this matter is protected, so you cannot see who it is.
matters-desk-people-more = and { $number } more
matters-desk-person-reporter = Reporter
matters-desk-person-joined = Has the same problem
matters-desk-reveal = See name and phone
matters-desk-reveal-hint = They are shown this once. Who looked, when, why and at which matter is recorded, and auditors can read it.
matters-desk-reveal-reason = Why do you need it?
matters-desk-reveal-note = More words (needed for “other”)
matters-desk-reveal-now = See and record
matters-desk-reveal-why = Please choose why you need it; for “other”, say why in words.
matters-desk-reveal-contact = To contact the reporter
matters-desk-reveal-call-back = To call back
matters-desk-reveal-visit = To visit
matters-desk-reveal-check-identity = To check who stands before me
matters-desk-reveal-other = Other
matters-desk-revealed = This look was recorded. The next page masks it again.

## Forms: labels (f) and hints (h)
matters-desk-f-category = Category
matters-desk-f-kind = Kind
matters-desk-f-urgency = Urgency
matters-desk-f-note = Note
matters-desk-h-note = Seen by staff only.
matters-desk-f-code = Reason
matters-desk-f-number = Emergency number
matters-desk-h-number = Needed for an emergency.
matters-desk-f-channel = Where to go
matters-desk-f-reject-channel = Where the reporter should go, and how
matters-desk-h-reject-channel = Name the office with its phone or address. The reporter sees this.
matters-desk-f-into = Number of the matter to merge into
matters-desk-h-into = For example 20260509-0003. Both reporters get the same answer and are asked separately.
matters-desk-f-split-text = The second thing
matters-desk-h-split-text = It becomes a matter of its own with its own echo code and answer.
matters-desk-f-lead = Lead
matters-desk-h-lead = The first receiver is responsible: the lead stays until a return is accepted.
matters-desk-f-supports = Supporting bodies
matters-desk-f-reason = Reason
matters-desk-f-basis = Basis (law or duty document)
matters-desk-h-return-reason = Seen by dispatchers and supervisors.
matters-desk-f-override = Why a late return must be
matters-desk-h-override = Only after the limit for returns; filled in by a supervisor.
matters-desk-f-contact-channel = How
matters-desk-f-call-back-channel = How
matters-desk-f-channel-used = How you reached them
matters-desk-f-reached = Reached?
matters-desk-reached-yes = Reached
matters-desk-reached-no = Not reached
matters-desk-f-outcome = What was achieved
matters-desk-outcome-solved = What was asked for is done
matters-desk-outcome-partly = Part of it is done; the rest is explained
matters-desk-outcome-explained = Need not or cannot be done, and why is explained
matters-desk-outcome-refused = Cannot be done; the reason is owed
matters-desk-outcome-referred = For another office; say which and how
matters-desk-f-text = Text
matters-desk-f-answer-text = Answer
matters-desk-h-answer-text = The reporter reads exactly this. Say what was done, with what result, and whom to ask.
matters-desk-f-answer-reason = Why it cannot be done
matters-desk-h-answer-reason = Needed when it cannot be done; the reporter reads it.
matters-desk-f-answer-channel = Where it is done
matters-desk-h-answer-channel = Needed when another office deals with it; the reporter reads it.
matters-desk-h-message-text = The reporter gets this and can reply.
matters-desk-h-note-text = An internal note, never shown outside.
matters-desk-f-photos = Photos
matters-desk-h-photos = Six at most; the place where they were taken is removed.
matters-desk-f-template = Use a template
matters-desk-template-use = Put in
matters-desk-f-working-days = Working days to add
matters-desk-h-longest-extension = At most { $most }, once only, and before the due time.
matters-desk-h-ask-extension-reason = For whoever decides; when granted, the reason of the decision goes to the reporter.
matters-desk-f-granted = Decision
matters-desk-granted-yes = Granted
matters-desk-granted-no = Not granted
matters-desk-h-decide-extension-reason = When granted, the reporter reads this.
matters-desk-h-decide-suspension-reason = When granted, everybody reads this: why nothing can be done for now and what the plan is. No personal data.
matters-desk-f-cause = Why nothing can be done for now
matters-desk-f-plan = Plan
matters-desk-f-propose-plan-plan = Steps and their days
matters-desk-h-propose-plan-plan = One step a line: the day, a space, what is done. For example: 2026-12-30 design finished. Twelve steps at most.
matters-desk-plan-unreadable = Each line begins with a day like 2026-12-30, then a space and what is done.
matters-desk-h-decide-plan-reason = When granted, everybody reads this: the steps and what each is. No personal data.
matters-desk-f-decide-plan-reason = The steps as published, or why not
matters-desk-h-next-milestone = Step { $number }, planned for { $day }. Tell the resident what was done.
matters-desk-f-review-on = Day of review
matters-desk-h-review-on = Within 90 days. Work resumes by itself on that day.
matters-desk-f-person = Who answers for it
matters-desk-f-bodies = Whom to call
matters-desk-h-bodies = At least two. For one body, dispatch directly.
matters-desk-h-whistle-reason = Why several bodies are needed together.
matters-desk-f-call = Which call
matters-desk-f-answer = Answer
matters-desk-f-substitute = Who comes instead
matters-desk-h-substitute = Needed when another body comes instead.
matters-desk-f-fitting = Was the call fitting?
matters-desk-no-word = No word
matters-desk-fitting-yes = Fitting
matters-desk-fitting-no = Not fitting
matters-desk-f-accepted = The result
matters-desk-accepted-yes = Accepted
matters-desk-accepted-no = Not accepted
matters-desk-f-result = Solved?
matters-desk-f-rating = Content?
matters-desk-f-approved = Decision
matters-desk-f-summary = Public summary
matters-desk-h-summary = Everybody can read it. The matter and roughly where; no names, phones or door numbers.
matters-desk-f-area = Street or community
matters-desk-f-place = Place
matters-desk-h-correct-place = Empty leaves it as it is. Road, compound, building; in public only the compound or road is shown.
matters-desk-h-place = Road, compound, building. In public only the compound or road is shown.
matters-desk-f-supervise-note = What is demanded
matters-desk-reject-emergency = Emergency
matters-desk-reject-other-statutory-channel = Another channel by law
matters-desk-reject-repeated = Repeated, nothing new
matters-desk-reject-secret-or-private = Secrets or others' privacy
matters-desk-reject-market-or-social-channel = For a company or organisation
matters-desk-reject-unlawful = Unlawful or against good morals

## One sentence for each act
matters-desk-act-accept = It belongs here. The category brings its limits.
matters-desk-act-reject = It does not belong here. One of six reasons, and where to go instead.
matters-desk-act-merge = Somebody reported the same; both go together.
matters-desk-act-split = Two things in one report; each gets its own answer.
matters-desk-act-mark-petition = A petition: it follows the law's own course and times.
matters-desk-act-dispatch = Give it to a lead, with supporting bodies where needed.
matters-desk-act-acknowledge = Say that you have it and answer for it.
matters-desk-act-return = Say within the limit that it is not your duty, with reason and basis.
matters-desk-act-accept-return = The return is right; it waits for another lead.
matters-desk-act-refuse-return = The return is not right; the body goes on, the clock unchanged.
matters-desk-act-contact = Speak with the reporter first and note the result.
matters-desk-act-start = Work begins.
matters-desk-act-ask-extension = Once, and before it is due.
matters-desk-act-decide-extension = Decided by somebody higher.
matters-desk-act-ask-suspension = Nothing can be done for now: say why, what the plan is, and when to look again.
matters-desk-act-decide-suspension = Decided by somebody higher; shown in public when granted.
matters-desk-act-resume = The cause is gone; go on.
matters-desk-act-propose-plan = For design and works: days of several steps in place of one due time. Before the due time.
matters-desk-act-decide-plan = Decided by somebody higher; published when granted, and its days become the due times.
matters-desk-act-reach-milestone = Tell the resident that a step is done; the due time moves to the next one.
matters-desk-act-whistle = Several bodies are needed on the spot.
matters-desk-act-answer-whistle = Tell the street whether you come, or who comes instead.
matters-desk-act-judge-whistle = Say what you think of the result of a body that came.
matters-desk-act-answer = Tell the reporter the result.
matters-desk-act-call-back = By somebody who had no hand in it. Three different days without an answer count as not reached.
matters-desk-act-close = The reporter has spoken; this is the end.
matters-desk-act-reopen = Back to the same body with half the time.
matters-desk-act-ask-again = Thirty days after closing, ask whether all is still well.
matters-desk-act-answer-again = Note what the reporter said to the later question.
matters-desk-act-message = Goes to the reporter.
matters-desk-act-note = For staff only.
matters-desk-act-add-photos = From the spot, for example; the reporter sees them too.
matters-desk-act-supervise = Press the body to put it first.
matters-desk-act-correct = Put category, place and the like right. The limit is counted anew.
matters-desk-act-release-summary = Show the matter on the public board.
matters-desk-act-release-photos = Look at each closely first: no face, number plate, house number, document or medical record may be seen. Those ticked are shown, those not ticked are not.
matters-desk-act-give-consent = The notice was read out or handed over, and the reporter clearly agreed.
matters-desk-f-public-photos = Which to show
matters-desk-f-checked = I looked at each
matters-desk-h-checked = No face, number plate, house number or document is in them.
matters-desk-checked-yes = Looked, none
matters-desk-h-give-consent-channel = How the reporter agreed.
matters-desk-act-exclude-from-rates = Ask to leave it out of the three rates. Another person must approve, and the report names it.
matters-desk-act-decide-exclusion = Decided by another person.

## History as staff read it
matters-desk-who-system = System
matters-desk-who-reporter = Reporter
matters-desk-who-visitor = Somebody from the public
matters-desk-who-gone = Another member of staff
matters-desk-event-reported = Reported. Source: { $source }.
matters-desk-event-imported = Came from another system. Source: { $source }.
matters-desk-event-accepted = Accepted, category { $category }.
matters-desk-event-rejected = Declined: { $reason }.
matters-desk-event-merged = Merged into another.
matters-desk-event-absorbed = Another was merged into this one.
matters-desk-event-split-off = A second matter was split off.
matters-desk-event-dispatched = Dispatched to { $body }{ $supports ->
    [0] {""}
   *[other] , with the support of { $bodies }
 }. Due: { $due }.
matters-desk-event-acknowledged = { $body } acknowledged it.
matters-desk-event-returned = { $body } returned it (return { $count }){ $overridden ->
    [yes] , late, filed by a supervisor
   *[no] {""}
 }.
matters-desk-event-return-accepted = The return of { $body } was accepted.
matters-desk-event-return-refused = The return was refused; { $body } keeps it.
matters-desk-event-contacted = { $reached ->
    [yes] The reporter was contacted ({ $channel }).
   *[no] The reporter could not be reached ({ $channel }).
 }
matters-desk-event-started = { $body } started work.
matters-desk-event-extension-asked = Extension of { $days } working days asked for.
matters-desk-event-extension-granted = Extended by { $days } working days. Due: { $due }.
matters-desk-event-extension-refused = Extension of { $days } working days refused.
matters-desk-event-suspension-asked = Hold asked for, review on { $day }, { $person } answers for it.
matters-desk-event-suspended = On hold until { $day }, { $person } answers for it.
matters-desk-event-suspension-refused = Hold refused.
matters-desk-event-resumed = Resumed. Due: { $due }.
matters-desk-event-plan-proposed = Plan of works proposed: { $days }.
matters-desk-event-plan-agreed = Plan of works agreed: { $days }. Next step before { $due }.
matters-desk-event-plan-refused = Plan of works refused.
matters-desk-event-milestone-reached = Step { $number } of { $of } done, { $in_time ->
    [yes] in time
   *[no] late
}. Now due: { $due }.
matters-desk-event-whistle-called = Whistle: { $bodies }. Answer before { $due }.
matters-desk-event-whistle-answered = { $body } answered the whistle: { $answer } { $bodies } ({ $in_time ->
    [yes] in time
   *[no] late
 }).
matters-desk-event-whistle-judged = { $accepted ->
    [yes] The result of { $body } was accepted.
   *[no] The result of { $body } was not accepted.
 }
matters-desk-event-answered = { $body } answered: { $outcome } ({ $in_time ->
    [yes] in time
   *[no] late
 }).
matters-desk-event-call-back-tried = Nobody reached for the call-back ({ $channel }, day { $count }).
matters-desk-event-verified = Call-back: { $result }, { $rating }.
matters-desk-event-heard = The reporter says: { $result }, { $rating }.
matters-desk-event-closed = Closed: { $outcome }; the reporter: { $result }.
matters-desk-event-reopened = Reopened (time { $count }): { $reason }. Due: { $due }.
matters-desk-event-asked-again = Thirty days after closing: asked once more.
matters-desk-event-answered-again = To the later question: { $result }.
matters-desk-event-withdrawn = Withdrawn by the reporter.
matters-desk-event-message-from-reporter = Message from the reporter.
matters-desk-event-message-to-reporter = Message to the reporter.
matters-desk-event-noted = Internal note.
matters-desk-event-photos-added = { $count ->
    [one] { $count } photo added.
   *[other] { $count } photos added.
 }
matters-desk-event-chased = The reporter asks to hurry (time { $count }).
matters-desk-event-joined = Somebody else has the same problem, { $count } in all.
matters-desk-event-reminded = Reminder: { $step }.
matters-desk-event-escalated = Raised to level { $level }.
matters-desk-event-supervised = Supervised.
matters-desk-event-handed-over = Handed over to { $person }.
matters-desk-event-corrected = The record was corrected{ $moved ->
    [yes] . New due time: { $due }
   *[no] {""}
 }.
matters-desk-event-exclusion-asked = Leaving out of the rates asked for: { $reason }.
matters-desk-event-exclusion-approved = Left out of the rates: { $reason }.
matters-desk-event-exclusion-refused = Not left out of the rates: { $reason }.
matters-desk-event-summary-released = A summary was made public.
matters-desk-event-photos-released = { $count ->
    [0] Photos are no longer public.
    [one] { $count } photo was released.
   *[other] { $count } photos were released.
 }
matters-desk-event-consent-given = The reporter agreed separately to the use of sensitive data (notice version { $version }, { $channel }).
matters-desk-event-consent-withdrawn = The reporter withdrew the separate consent.
matters-desk-event-forgotten = Personal data removed: { $what }.
matters-desk-event-marked-petition = Marked as a petition{ $known ->
    [yes] , to be concluded before { $due }
   *[no] {""}
 }.

## Taking down for a resident
matters-desk-new-intro = For a resident. Everything but the text may be left out; afterwards give them the echo code.
matters-desk-new-source = Where it comes from
matters-desk-new-outside = The hotline's number or the like; needed for the hotline.
matters-desk-hotline-number = Please give the hotline's number, so that both sides can be matched.
matters-desk-new-text = What is it about
matters-desk-new-text-hint = Who, when, where, why, how. Two things are taken down as two.
matters-desk-new-name = What to call them
matters-desk-new-contact-hint = With a phone number the body can speak with them first and we can call back. Without, the echo code serves.
matters-desk-new-consented = The reporter agreed separately to the use of sensitive data
matters-desk-new-consented-hint = For care, relief, disability, medicine, school or family matters: tick only after the notice was read out and the person clearly agreed. Otherwise note neither name nor phone.
matters-desk-new-more = Category, urgency, protection
matters-desk-new-restricted = Protect the reporter
matters-desk-new-restricted-hint = Domestic violence, privacy and the like. Only callers and supervisors can see who it is.
matters-desk-new-complained = Which body is complained of
matters-desk-new-complained-hint = It cannot see who reports.
matters-desk-new-open = The reporter agrees that it may know
matters-desk-new-send = Take down
matters-desk-outside-known = This outside number was taken down before:
matters-desk-new-done = Taken down
matters-desk-new-once = The echo code is shown here once only. Please print the slip or let them write it down.
matters-desk-new-before = Answer before
matters-desk-new-slip = Print the slip
matters-desk-new-open-matter = Open the matter
matters-desk-new-next = Take the next one down

## List dispatch
matters-desk-dispatch-intro = Tick accepted matters, give each its lead and helpers, look once more, and dispatch all in one go. At most { $most } on a list.
matters-desk-dispatch-step-choose = Choose
matters-desk-dispatch-step-plan = Bodies
matters-desk-dispatch-step-check = Check
matters-desk-dispatch-step-done = Dispatch
matters-desk-dispatch-none = Nothing waits to be dispatched
matters-desk-dispatch-none-text = Accepted matters appear here.
matters-desk-dispatch-plan = Choose bodies
matters-desk-dispatch-look = Look once more
matters-desk-dispatch-change = Change
matters-desk-dispatch-do = Dispatch all
matters-desk-dispatch-check = { $number ->
    [one] { $number } matter with the due time it will have
   *[other] { $number } matters with the due times they will have
 }
matters-desk-dispatch-helper = Supporting body { $number }
matters-desk-dispatch-earlier = Earlier lists
matters-desk-dispatch-lines = { $number ->
    [one] { $number } matter
   *[other] { $number } matters
 }
matters-desk-list-refused = Not dispatched: { $why }
matters-desk-result-line = { $outcome }. { $text }
matters-desk-verify-waiting = To call back

## Call-back
matters-desk-call-title = Call back
matters-desk-call-none = Nobody left to call
matters-desk-call-none-text = Those tried today and those you handled yourself are not shown.
matters-desk-call-from-start = Look from the start again
matters-desk-call-skip = Next one
matters-desk-call-door = Sheet for the door
matters-desk-call-say = What to say
matters-desk-call-hello = “Good day, this is { $district }. It is about what you told us on { $received }. May I ask you two questions? It takes a minute or two.”
matters-desk-call-asked = What was reported
matters-desk-call-answered = What { $body } answered on { $at }
matters-desk-call-round = This is round { $round }. Last time the reporter said it was not solved.
matters-desk-call-solved = “Is it solved?”
matters-desk-call-content = “Are you content with how it was handled?”
matters-desk-call-note = What else they said
matters-desk-call-note-hint = Seen by staff only. Where it is not solved, note what is missing.
matters-desk-call-save = Save, next one
matters-desk-call-missed = Not reached
matters-desk-call-tries = { $tries ->
    [one] Nobody reached on { $tries } day so far; { $needed } different days count as not reached.
   *[other] Nobody reached on { $tries } days so far; { $needed } different days count as not reached.
 }
matters-desk-call-no-contact = No contact was left. The question stands on the echo page; three days after the answer, “not reached” can be noted.
matters-desk-result-solved = Nothing more to do
matters-desk-result-partly = Not all of it, but it will do
matters-desk-result-not-solved = Goes back to the body
matters-desk-result-not-reached = Nobody reached
matters-desk-door-sign = Signature
matters-desk-door-date = Date
matters-desk-door-place = Write the flat by hand when you look at the contact: ____________

## Templates
matters-desk-templates-intro = Texts for answers and messages. One button puts them into a form, where they can still be changed.
matters-desk-templates-none = No templates yet
matters-desk-templates-none-text = Write the first one beside.
matters-desk-template-new = New template
matters-desk-template-edit = Change
matters-desk-template-remove = Remove
matters-desk-template-purpose = For what
matters-desk-template-title = Title
matters-desk-template-body = Text
matters-desk-template-share = Everybody may use it
matters-desk-template-share-hint = Others can use it; only you can change it.
matters-desk-template-shared = Shared
matters-desk-template-keep = Save
matters-desk-too-many-templates = At most { $most } templates. Please remove one first.
matters-desk-purpose-solved = Answer: solved
matters-desk-purpose-partly = Answer: partly solved
matters-desk-purpose-explained = Answer: explained
matters-desk-purpose-refused = Answer: cannot be done
matters-desk-purpose-referred = Answer: another office
matters-desk-purpose-message = Message
matters-desk-purpose-reject = Decline

## Notices
matters-desk-notices-none = No notices
matters-desk-notices-none-text = What is sent to you, waits for you or concerns you is told here.
matters-desk-notice-new = New
matters-desk-read-all = Mark all as read ({ $number })
matters-desk-read-one = Mark as read

## One sentence after an act
done-desk-accept = Accepted.
done-desk-reject = Declined; the reporter was told where to go.
done-desk-merge = Merged.
done-desk-split = Split in two.
done-desk-mark-petition = Marked as a petition.
done-desk-dispatch = Dispatched.
done-desk-acknowledge = Acknowledged.
done-desk-return = Returned; it waits for a decision and the clock runs on.
done-desk-accept-return = The return is accepted. Please dispatch anew.
done-desk-refuse-return = The return is refused.
done-desk-contact = The contact was noted.
done-desk-start = Work has started.
done-desk-ask-extension = The extension was asked for.
done-desk-decide-extension = Decided.
done-desk-ask-suspension = The hold was asked for.
done-desk-decide-suspension = Decided.
done-desk-resume = Work goes on.
done-desk-propose-plan = The plan of works was sent up.
done-desk-decide-plan = Decided.
done-desk-reach-milestone = The resident was told; the due time moved to the next step.
done-desk-whistle = The bodies were called.
done-desk-answer-whistle = Answered.
done-desk-judge-whistle = Judged.
done-desk-answer = Answered. Somebody else calls back now.
done-desk-call-back = The call-back was noted.
done-desk-close = Closed.
done-desk-reopen = Reopened.
done-desk-ask-again = Asked once more.
done-desk-answer-again = The answer was noted.
done-desk-message = Sent to the reporter.
done-desk-note = The note was saved.
done-desk-add-photos = The photos were added.
done-desk-supervise = The body was told.
done-desk-correct = Corrected.
done-desk-exclude-from-rates = Leaving out was asked for.
done-desk-decide-exclusion = Decided.
done-desk-release-summary = Made public.
done-desk-release-photos = Which photos are public was updated.
done-desk-give-consent = The separate consent is recorded.
done-desk-filter-saved = The filter was kept.
done-desk-filter-removed = The filter was removed.
done-desk-list-dispatched = The list was handed out.
done-desk-template-kept = The template was saved.
done-desk-template-removed = The template was removed.
done-desk-read = Marked as read.

matters-desk-new-tell = They agree to be told by text message
matters-desk-new-tell-hint = Tell them first: only about this matter, and they can stop it at any time.
matters-desk-told = What the reporter was told
matters-desk-told-sms = Text message
matters-desk-told-mail = Mail
matters-desk-told-wecom = WeCom
matters-desk-told-paper = Slip
matters-desk-told-fate-waiting = waiting
matters-desk-told-fate-held = held until a good hour
matters-desk-told-fate-sent = sent
matters-desk-told-fate-refused = could not be reached: please call
matters-desk-told-fate-given-up = not delivered: please call
matters-desk-told-fate-superseded = replaced by another
matters-desk-told-fate-to-hand-over = slip to hand over
matters-desk-told-fate-handed-over = slip handed over
