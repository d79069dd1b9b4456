# States, acts, reasons and the timeline of a matter. A key ends in the name used in the code,
# with hyphens for underscores.

## States
matters-state-received = Received
matters-state-accepted = Accepted
matters-state-rejected = Belongs elsewhere
matters-state-merged = Joined with the same matter
matters-state-dispatched = Handed over
matters-state-acknowledged = Taken on
matters-state-returned = Body objects
matters-state-contacted = Contacted
matters-state-in-progress = In progress
matters-state-suspended = On hold
matters-state-answered = Answered, please confirm
matters-state-verified = Confirmed
matters-state-closed = Closed
matters-state-reopened = Taken up again
matters-state-withdrawn = Withdrawn

## Acts
matters-act-report = Take down
matters-act-accept = Accept
matters-act-reject = Decline
matters-act-merge = Merge into another
matters-act-absorb = Take in a merged one
matters-act-split = Split in two
matters-act-mark-petition = Mark as petition
matters-act-dispatch = Dispatch
matters-act-acknowledge = Acknowledge
matters-act-return = Return
matters-act-accept-return = Accept the return
matters-act-refuse-return = Refuse the return
matters-act-contact = Contact the reporter
matters-act-start = Start work
matters-act-ask-extension = Ask for an extension
matters-act-decide-extension = Decide on the extension
matters-act-ask-suspension = Ask to put on hold
matters-act-decide-suspension = Decide on putting on hold
matters-act-resume = Resume
matters-act-propose-plan = Propose a plan of works
matters-act-decide-plan = Decide on the plan of works
matters-act-reach-milestone = A step is done
matters-act-whistle = Whistle
matters-act-answer-whistle = Answer the whistle
matters-act-judge-whistle = Judge the result
matters-act-answer = Answer
matters-act-call-back = Call back
matters-act-confirm = Confirm the result
matters-act-close = Close
matters-act-reopen = Reopen
matters-act-ask-again = Ask once more after closing
matters-act-answer-again = Answer the later question
matters-act-withdraw = Withdraw
matters-act-message = Write a message
matters-act-note = Internal note
matters-act-add-photos = Add photos
matters-act-chase = Ask to hurry
matters-act-join = Me too
matters-act-remind = Automatic reminder
matters-act-supervise = Supervise
matters-act-hand-over = Hand over
matters-act-correct = Correct
matters-act-exclude-from-rates = Ask to leave out of the rates
matters-act-decide-exclusion = Decide on leaving out
matters-act-release-summary = Release a summary
matters-act-release-photos = Release photos
matters-act-give-consent = Record a separate consent
matters-act-withdraw-consent = Withdraw the separate consent
matters-act-forget = Remove personal data

## Source, kind, urgency
matters-source-visit = Visit
matters-source-web = Web
matters-source-counter = Counter
matters-source-phone = Phone
matters-source-hotline = 12345 hotline
matters-source-grid = Grid
matters-source-meeting = Meeting
matters-source-petition = Petition
matters-source-media = Media
matters-kind-enquiry = Question
matters-kind-help = Request for help
matters-kind-complaint = Complaint
matters-kind-report = Report of wrongdoing
matters-kind-suggestion = Suggestion
matters-kind-praise = Praise
matters-nature-asset = Object
matters-nature-event = Behaviour
matters-nature-other = Other
matters-urgency-normal = Normal
matters-urgency-urgent = Urgent
matters-urgency-emergency = Emergency
matters-channel-link = Echo page
matters-channel-phone = Phone
matters-channel-door = At the door
matters-channel-counter = Counter
matters-channel-message = Text message

## Flags of categories, levels, bodies
matters-flag-hand-to-110-first = Call 110 first
matters-flag-hand-to-119-first = Call 119 first
matters-flag-hand-over = Hand over
matters-flag-cordon-first = Cordon off first
matters-flag-needs-owner-vote = Needs an owners' vote
matters-flag-may-need-owner-vote = May need an owners' vote
matters-flag-may-need-fund = May need the maintenance fund
matters-flag-project = Works
matters-flag-joint-conference = Joint conference
matters-flag-mediation = Mediation
matters-flag-sensitive-pi = Sensitive personal data
matters-flag-minor-pi = Data of minors
matters-flag-restricted = Restricted
matters-flag-enquiry = Enquiry
matters-flag-community-can-lead = Community may lead
matters-level-grid = Grid
matters-level-community = Community
matters-level-street = Street
matters-level-district = District
matters-body-kind-residents-committee = Residents' committee
matters-body-kind-street-office = Street office
matters-body-kind-department = Department
matters-body-kind-company = Company
matters-body-kind-other = Other body
matters-role-clerk = Clerk
matters-role-dispatcher = Dispatcher
matters-role-handler = Handler
matters-role-caller = Caller
matters-role-supervisor = Supervisor
matters-role-leader = Leader in charge
matters-part-visitor = Anybody
matters-part-reporter = Reporter
matters-part-clerk = Clerk
matters-part-dispatcher = Dispatcher
matters-part-lead-handler = Lead body
matters-part-support-handler = Supporting body
matters-part-called-handler = Called body
matters-part-caller = Caller
matters-part-supervisor = Supervisor
matters-part-leader = Leader in charge
matters-part-system = System

## Declined: where to go instead
matters-reject-emergency = This is an emergency. Please call the number below at once; we have passed it on as well.
matters-reject-other-statutory-channel = By law another office deals with this. Please go to the one named below.
matters-reject-repeated = This has been dealt with before and nothing new has come up. The progress or result is below.
matters-reject-secret-or-private = This touches secrets or the privacy of others and cannot be handled here. What you can do is explained below.
matters-reject-market-or-social-channel = A company or organisation deals with this, and we can pass it on. Please contact the one named below.
matters-reject-unlawful = This request is against the law or good morals and cannot be met. If you have doubts, ask the office named below.
matters-number-110 = Police 110
matters-number-119 = Fire and rescue 119
matters-number-120 = Ambulance 120
matters-number-122 = Traffic accidents 122

## Outcome, and what the reporter says
matters-outcome-solved = Solved
matters-outcome-partly = Partly solved
matters-outcome-explained = Explained
matters-outcome-refused = Cannot be done, with reasons
matters-outcome-referred = Passed to another office
matters-result-solved = Solved
matters-result-partly = Partly solved
matters-result-not-solved = Not solved
matters-result-not-reached = Not reached
matters-result-unasked = Not asked
matters-rating-content = Content
matters-rating-fairly-content = Fairly content
matters-rating-not-content = Not content
matters-rating-very-content = Very content
matters-rating-very-not-content = Not content at all
matters-rating-none = Not rated
matters-reopened-not-solved = The reporter says it is not solved
matters-reopened-reporter = The reporter asked for it
matters-reopened-supervisor = The supervisor asked for it
matters-reopened-asked-again = Asked again after closing, the reporter says it is not solved
matters-exclusion-not-real = Found not to be so
matters-exclusion-beyond-powers = Beyond our powers
matters-exclusion-unreasonable-demand = Plainly unreasonable demand
matters-exclusion-outside-cause = Outside cause
matters-exclusion-wrong-registration = Wrongly taken down
matters-whistle-answer-present = Comes
matters-whistle-answer-absent = Does not come
matters-whistle-answer-substitute = Another body comes instead

## Reminders
matters-step-intake-waiting = Received, and nobody has accepted it
matters-step-dispatch-waiting = Accepted, and not yet dispatched
matters-step-dispatch-unread = Dispatched, and not yet acknowledged
matters-step-return-waiting = A return waits for a decision
matters-step-request-waiting = A request waits for a decision
matters-step-contact-overdue = The reporter has not been contacted
matters-step-whistle-overdue = A called body has not answered
matters-step-before-due = Due soon
matters-step-at-due = Due now
matters-step-overdue-one-day = One day overdue
matters-step-overdue-three-days = Three days overdue
matters-step-overdue-seven-days = Seven days overdue
matters-step-call-back-waiting = Answered, and the reporter not yet asked

## Fields
matters-field-text = Text
matters-field-reason = Reason
matters-field-basis = Legal basis
matters-field-note = Note
matters-field-category = Category
matters-field-lead = Lead body
matters-field-channel = Where to go
matters-field-plan = Plan
matters-field-working-days = Working days
matters-field-days = Days of the steps
matters-field-bodies = Bodies
matters-field-photos = Photos
matters-field-summary = Public summary
matters-field-outside-number = Outside number
matters-field-supports = Supporting bodies
matters-field-whistles = Whistles
matters-field-messages = Messages
matters-field-merged = Merged matters
matters-field-joined = People who joined
matters-text-report = What was reported
matters-text-channel = Where to go
matters-text-note = Note
matters-text-reason = Reason
matters-text-basis = Legal basis
matters-text-cause = Cause
matters-text-plan = Plan
matters-text-answer = Answer
matters-text-message = Message
matters-text-summary = Summary

## Timeline
# $body name of a body, $due a date, $day a date, $days working days, $number a number
matters-event-reported = We received your report.
matters-event-imported = Came from another system.
matters-event-accepted = Accepted: this is ours to handle.
matters-event-rejected = This is not handled here; where to go is written below.
matters-event-merged = Somebody has reported the same. Both go together, and you hear the same result.
matters-event-absorbed = Another report of the same was taken in.
matters-event-split-off = You raised two things. The second now goes its own way and gets its own answer.
matters-event-dispatched = Handed to { $body }, who will answer before { $due }.
matters-event-acknowledged = { $body } has taken it on.
matters-event-returned = { $body } says this is not its duty and returns it.
matters-event-return-accepted = Another body will handle this.
matters-event-return-refused = The return was refused; { $body } keeps it.
matters-event-contacted = The body got in touch with you.
matters-event-not-reached-by-body = The body tried to reach you, without success.
matters-event-started = { $body } has started work.
matters-event-extension-asked = Extension of { $days } working days asked for.
matters-event-extension-granted = Extended by { $days } working days; you get an answer before { $due }. The reason is below.
matters-event-extension-refused = Extension refused.
matters-event-suspension-asked = Asked to put on hold.
matters-event-suspended = It cannot be done for now and is on hold. We look again on { $day }.
matters-event-suspension-refused = Putting on hold refused.
matters-event-resumed = Work goes on; you get an answer before { $due }.
matters-event-plan-proposed = A plan of works was proposed: { $days }.
matters-event-plan-agreed = It is done step by step: { $days }. The next step is due before { $due }.
matters-event-plan-refused = The plan of works was refused.
matters-event-milestone-reached = Step { $number } of { $of } is done.
matters-event-whistle-called = Several bodies were called together.
matters-event-whistle-answered = { $body } answered the whistle.
matters-event-whistle-judged = The result of { $body } was judged.
matters-event-answered = { $body } has answered. Please say whether it is solved.
matters-event-call-back-tried = We tried to reach you, without success, and will try on another day.
matters-event-verified = We have heard from you, or tried to.
matters-event-heard = Your answer was written down.
matters-event-closed = Closed.
matters-event-reopened = Taken up again; you get an answer before { $due }.
matters-event-asked-again = Thirty days have passed: is it still well?
matters-event-answered-again = Your answer was written down.
matters-event-withdrawn = You withdrew this.
matters-event-message-from-reporter = You wrote a message.
matters-event-message-to-reporter = Staff wrote you a message.
matters-event-noted = Internal note.
matters-event-photos-added = Photos were added.
matters-event-chased = You asked to hurry; the handler was told.
matters-event-joined = Somebody else met the same.
matters-event-reminded = The system reminded.
matters-event-escalated = Shown to the level above.
matters-event-supervised = Placed under supervision.
matters-event-handed-over = Somebody else is in charge now.
matters-event-corrected = The record was corrected.
matters-event-exclusion-asked = Asked to leave it out of the rates.
matters-event-exclusion-approved = Left out of the rates.
matters-event-exclusion-refused = Still counts in the rates.
matters-event-summary-released = A summary was made public.
matters-event-photos-released = Photos were released.
matters-event-consent-given = You agreed separately to the use of sensitive data.
matters-event-consent-withdrawn = You withdrew your separate consent.
matters-event-forgotten = Personal data were removed.
matters-event-marked-petition = This is a petition and follows the law's own course and times.

## Notices
matters-notice-received = A new report has come in.
matters-notice-accepted = Your report was accepted.
matters-notice-rejected = Your report is not handled here; please see where to go.
matters-notice-merged = Your report goes together with another; you hear the same result.
matters-notice-split = The two things you raised now go their own ways.
matters-notice-dispatched = A matter was dispatched.
matters-notice-support-asked = Your help with a matter is asked for.
matters-notice-return-filed = A return waits for your decision.
matters-notice-return-accepted = The return was accepted; another body will handle it.
matters-notice-return-refused = The return was refused; please go on.
matters-notice-extension-asked = An extension waits for your decision.
matters-notice-extension-granted = The time was extended; the reason is on the matter's page.
matters-notice-extension-refused = The extension was refused.
matters-notice-suspension-asked = A request to put on hold waits for your decision.
matters-notice-suspension-refused = Putting on hold was refused.
matters-notice-suspended = The matter is on hold until its review.
matters-notice-resumed = Work on the matter goes on.
matters-notice-plan-proposed = A plan of works waits for your decision.
matters-notice-plan-agreed = The matter is now done step by step; the days stand on its page.
matters-notice-plan-refused = The plan of works was refused.
matters-notice-milestone-reached = A step of the matter is done; see its page.
matters-notice-due-changed = The date of the answer has changed.
matters-notice-whistle-called = The street calls; please turn up in time.
matters-notice-whistle-answered = A body answered the whistle.
matters-notice-whistle-judged = Your result was judged.
matters-notice-answered = There is an answer. Please say whether it is solved.
matters-notice-call-back-wanted = A reporter waits to be called back.
matters-notice-not-solved = The reporter says it is not solved.
matters-notice-closed = The matter is closed.
matters-notice-reopened = The matter was taken up again.
matters-notice-asked-again = Thirty days have passed; please tell us whether it is still well.
matters-notice-withdrawn = The reporter withdrew the matter.
matters-notice-message-from-reporter = The reporter wrote a message.
matters-notice-message-to-reporter = You have a new message.
matters-notice-photos-added = The reporter added photos.
matters-notice-chased = The reporter asks to hurry.
matters-notice-reminder = A matter needs your attention.
matters-notice-escalated = A matter has come up to your level.
matters-notice-supervised = A matter is under supervision; please put it first.
matters-notice-handed-over = A matter was handed over to you; please look at it.
matters-notice-left-behind = The person in charge has left; please choose another one under “Hand-over”.
matters-notice-exclusion-asked = A request to leave a matter out of the rates waits for your decision.
matters-notice-petition = This is a petition and follows the course of petitions.
matters-notice-reporter-unreached = A reporter could not be reached by text message: please call.

## Refused: why, and what to do
matters-refused-wrong-state = This matter has moved on, so that is not possible now. Please reload the page to see what can be done.
matters-refused-not-allowed = Your post does not allow this step. If needed, ask a dispatcher or supervisor.
matters-refused-missing = Please fill in { $field ->
    [text] the text
    [reason] the reason
    [basis] the legal basis
    [note] the note
    [category] the category
    [lead] the lead body
    [channel] where the reporter should go
    [plan] the plan
    [working_days] the number of working days
    [bodies] the bodies
    [photos] the photos
    [summary] the public summary
   *[other] what is required
 }.
matters-refused-too-long = { $field ->
    [text] The text
    [reason] The reason
    [basis] The legal basis
    [note] The note
    [channel] The place to go
    [plan] The plan
    [summary] The summary
    [outside_number] The outside number
   *[other] The text
 } is too long. Please keep to { $limit } characters.
matters-refused-too-many = { $field ->
    [photos] Photos
    [supports] Supporting bodies
    [bodies] Bodies
    [whistles] Whistles
    [messages] Messages
    [merged] Merged matters
    [joined] People who joined
   *[other] Entries
 }: the limit of { $limit } is reached.
matters-refused-unknown-category = There is no such category. Please choose one from the list.
matters-refused-unknown-body = There is no such body. Please choose one from the list.
matters-refused-community-may-not-lead = This is not the community's own work, so it may help but not lead. Please choose the street or a department.
matters-refused-below-lowest-level = This may not be pushed below the { $level ->
    [community] community
    [street] street
    [district] district
   *[other] level above
 }.
matters-refused-lead-also-supports = The lead cannot support itself. Please remove one of the two.
matters-refused-emergency-number-missing = For an emergency, please choose the number to call: 110, 119, 120 or 122.
matters-refused-merge-into-itself = A matter cannot be merged into itself. Please choose another.
matters-refused-merge-target-unfit = The chosen matter has ended, was merged itself, or is protected differently. Please choose another.
matters-refused-petition-own-channel = A petition has its own course and times by law and does not move here.
matters-refused-return-too-late = The time for a return has passed. If it must be, a supervisor can file it with a note.
matters-refused-return-limit-reached = It was returned three times; the level above decides who leads.
matters-refused-already-pending = A request is already waiting for a decision. Please wait for it.
matters-refused-nothing-pending = No request is waiting for a decision.
matters-refused-decided-by-asker = Whoever asked cannot decide. Somebody higher must.
matters-refused-extension-after-due = The due time has passed, so no extension can be asked for. Please answer the reporter soon.
matters-refused-extension-used = It was extended once already.
matters-refused-extension-too-long = At most { $limit } working days can be added.
matters-refused-extension-not-offered = No extension is possible here.
matters-refused-not-a-project = Only matters of design and works go by a plan of steps.
matters-refused-plan-unordered = The days must begin tomorrow or later, each later than the one before.
matters-refused-plan-too-far = The last step must come within { $limit } days.
matters-refused-plan-gap-too-long = Two steps may lie { $limit } days apart at most; put one between them, so that the resident hears how it goes.
matters-refused-plan-in-force = The matter goes by its plan and is not extended; propose a new plan to change the days.
matters-refused-no-milestone-left = The plan has no step left to be done.
matters-refused-steps-left = { $left ->
    [one] One step of the plan is
   *[other] { $left } steps of the plan are
} not done. Report each step first, then answer that it is solved or partly solved; if the plan has changed, propose a new one.
matters-refused-rating-not-offered = This grade is not used here; please reload the page and choose again.
matters-refused-review-too-far = The review must lie within { $limit } days.
matters-refused-review-not-ahead = The review must lie after today.
matters-refused-review-not-yet = The review day has not come yet.
matters-refused-whistle-needs-bodies = A whistle calls at least two bodies; for one, dispatch directly.
matters-refused-whistle-unknown = There is no such whistle. Please reload the page.
matters-refused-whistle-not-called = This body was not called by this whistle.
matters-refused-whistle-answered = Your body has answered already.
matters-refused-whistle-substitute-again = Your body comes instead of another one already and cannot name a third. Please say whether you come.
matters-refused-whistle-not-answered = This body has not answered yet, so there is nothing to judge.
matters-refused-handler-may-not-call = Whoever handled this matter does not call back. Please let somebody else ask.
matters-refused-result-unfit = This result cannot be chosen here. Please choose another.
matters-refused-tried-today = Somebody tried today already. Please try on another day.
matters-refused-silence-too-short = No contact was left; "not reached" can be noted { $days } days after the answer.
matters-refused-reopen-too-late = It was closed more than thirty days ago. Please report it anew; we will look at both together.
matters-refused-ask-again-too-early = The later question comes thirty days after closing.
matters-refused-already-done = This was done already.
matters-refused-not-asked = The question was not asked yet.
matters-refused-chase-too-soon = Once in { $hours } hours is possible. The handler has been told.
matters-refused-chase-limit = You have asked { $limit } times. Please write a message or call us.
matters-refused-join-refused = This matter cannot be joined. You can report it yourself.
matters-refused-others-still-ask = Others are waiting for this too, so it cannot be withdrawn. You can write a message.
matters-refused-not-due = It is not yet time for this reminder.
matters-refused-master-not-answered = The matter it went into is not answered yet. Please ask after the answer.
matters-refused-summary-shows-personal-data = The text shows a phone or identity number or the like ({ $found }). Please remove it first.
matters-refused-restricted-stays-private = This matter is protected and stays private.
matters-refused-same-person-approves = Another person must approve.
matters-refused-nothing-changed = Nothing was changed.
matters-refused-calendar-missing = The holidays of { $year } are not known, so no date can be counted. Please import the State Council's notice first.

matters-refused-consent-needed = Matters of this kind hold sensitive personal data: with a name or phone they need the reporter’s separate consent first. Ask for it and record it, or keep neither name nor phone.
matters-refused-photos-not-checked = Before photos are released, look at each of them and tick that no face, number plate, house number or document can be seen.
matters-refused-not-public = Release the summary first, then the photos.

matters-forgotten-person = everything the person asked to be deleted
matters-forgotten-contact = names, phones and the exact place
matters-forgotten-photos = photos
matters-forgotten-publication = what stood on the public board
matters-forgotten-joined = code and contact of somebody who joined
