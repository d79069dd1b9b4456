# Rights in one's own data, keeping times, notices and consents, impact assessments, breaches.

privacy-nav-rights = Data requests
privacy-nav-new = Take a data request
privacy-nav-records = Data protection
privacy-nav-retention = Keeping times
privacy-nav-alerts = Alerts

privacy-print = Print
privacy-choose-one = Choose one.
privacy-aside = About this request
privacy-steps = What happened
privacy-due-unknown = Next year’s working days are not yet published; the date is open
privacy-complain = If you disagree, you may complain to the district’s cyberspace office or to 12345, or go to court.

privacy-rights-title = My personal data
privacy-rights-intro = You may see, copy, correct and delete what is kept of you here, object to publication and withdraw consent. The echo code is enough: no account, no fee.
privacy-rights-kind = What you want
privacy-rights-codes = Echo codes
privacy-rights-codes-hint = One a line, ten at most. The code is the proof: only the data of these matters are touched.
privacy-rights-wish = In your words
privacy-rights-wish-hint = What should be corrected, or what you object to. Do not write an identity number.
privacy-rights-wish-when = (needed to correct or to object)
privacy-rights-sure = Delete my data; I know that this cannot be undone
privacy-rights-sure-first = What is deleted cannot be brought back. If you are sure, tick “Delete my data” and send again.
privacy-rights-clock = Seeing, copying and withdrawing consent are done at once; everything else is answered within fifteen working days.
privacy-rights-send = Send the request
privacy-rights-find = Already asked
privacy-rights-case-code = Request code
privacy-rights-find-send = See how far it is
privacy-rights-ways = Other ways
privacy-rights-counter = Without an echo code, come to the counter of your community or street and show a document (it is looked at, never copied), or ring { $phone }.
privacy-rights-paper = Print the paper form
privacy-codes-unknown = This code was not found. Please check it.

privacy-kind-see = See
privacy-kind-copy = Get a copy
privacy-kind-correct = Correct
privacy-kind-delete = Delete
privacy-kind-object = Object to publication
privacy-kind-withdraw-consent = Withdraw a separate consent
privacy-kind-hint-see = What is kept of you here, and who looked at it.
privacy-kind-hint-copy = Everything that is kept, to print or to save as a file.
privacy-kind-hint-correct = Name, phone, or something written wrongly.
privacy-kind-hint-delete = Name, phone, place, your words and photos go for good; an open matter is withdrawn first, and its echo code opens nothing afterwards.
privacy-kind-hint-object = Take the matter off the public board.
privacy-kind-hint-withdraw-consent = Name and phone leave the sensitive matter at once; it is handled all the same.

privacy-proof-code = echo code
privacy-shown-id-card = identity card looked at
privacy-shown-other-document = another valid document looked at
privacy-shown-phone-answered = rang the phone that was left; the person answered
privacy-shown-representative = guardian, agent or heir; proof looked at

privacy-state-asked = received
privacy-state-in-review = being handled
privacy-state-done = done
privacy-state-refused = refused
privacy-state-withdrawn = withdrawn

privacy-ground-not-proven = it was not proven who asks
privacy-ground-still-needed = the matter is being handled and cannot do without these data
privacy-ground-kept-by-law = the law asks for them to be kept
privacy-ground-others-rights = it would harm the rights of others
privacy-ground-nothing-held = no such data of yours are kept here
privacy-ground-unclear = it is not clear what is asked

privacy-step-due-soon = due soon
privacy-step-overdue = overdue

privacy-text-wish = In their words:
privacy-text-proof-note = About the proof
privacy-text-reason = Reason
privacy-text-note = Answer:

privacy-event-asked = Asked: { $right }
privacy-event-taken = Somebody is handling it
privacy-event-extended = Extended until { $day }
privacy-event-done = It is done
privacy-event-refused = Refused: { $ground }
privacy-event-withdrawn = The request was withdrawn
privacy-event-handed-over = The copy was handed over
privacy-event-reminded = Reminder: { $step }

privacy-refused-not-allowed = This step is not yours to take.
privacy-refused-wrong-state = The request has moved on. Reload and look again.
privacy-refused-wish-missing = Say what should be corrected or what you object to.
privacy-refused-nothing-corrected = Nothing has been corrected: give the right name or phone, or, if something else was corrected, say what in the words to the person who asked.
privacy-refused-reason-missing = Give the reason; whoever asked will read it.
privacy-refused-too-long = Too long: two thousand characters at most.
privacy-refused-already-done = It was done before.
privacy-refused-nothing-to-hand-over = This kind of request has no copy.
privacy-refused-not-due = It is not due.
privacy-refused-calendar-missing = Next year’s working days are missing, so no new date can be counted.
privacy-refused-conflict = Somebody was faster. Look at it as it is now, then decide.

privacy-paper-title = Request about personal data
privacy-paper-intro = Print it, fill it in, and bring it to the counter of your community or street.
privacy-paper-online = Ask online
privacy-paper-name = Name
privacy-paper-phone = Phone
privacy-paper-office = For the counter
privacy-paper-shown = What was looked at (no copy, no number)

privacy-case-number = Request number
privacy-case-title = Data request: { $right }
privacy-case-right = What is asked
privacy-case-asked = Asked at
privacy-case-state = Progress
privacy-case-matters = Matters concerned
privacy-case-proof = Proof
privacy-case-gone = data deleted
privacy-keep-code = Keep the request code: it opens progress and result.
privacy-withdraw = Withdraw the request
privacy-withdraw-hint = Changed your mind? You can withdraw this request.

privacy-copy-ready = Your data
privacy-copy-until = To be read and downloaded until { $day }.
privacy-copy-read = Read here
privacy-copy-file = Download the file (JSON, with photos)
privacy-copy-title = Copy of personal data
privacy-copy-intro = All that is kept about you here. It is put together as you open it and stored nowhere.
privacy-copy-nothing = Nothing is kept of you, or it was deleted.
privacy-copy-part = You
privacy-copy-reported = reported it
privacy-copy-joined = joined it
privacy-copy-state = State
privacy-copy-received = Received
privacy-copy-name = Name
privacy-copy-phone = Phone
privacy-copy-place = Place
privacy-copy-point = Point
privacy-copy-public = Summary on the public board
privacy-copy-texts = Words to and fro
privacy-copy-yours = written by you
privacy-copy-internal = { $count ->
    [one] There is one internal note among staff; ask for it separately if you need it.
   *[other] There are { $count } internal notes among staff; ask for them separately if you need them.
 }
privacy-copy-photos = Photos
privacy-copy-photo = Photo
privacy-copy-photos-count = Photos: { $count }. See or download them online with the request code.
privacy-copy-consents = Separate consents
privacy-copy-consent = notice version { $version }
privacy-copy-withdrawn = withdrawn { $at }
privacy-copy-looks = Looks at your name and phone (time and reason)

privacy-desk-intro = Requests to see, copy, correct, delete, object or withdraw consent; what falls due first stands first. The limit is fifteen working days.
privacy-desk-open = To be handled
privacy-desk-ended = Ended
privacy-desk-none = No open requests
privacy-desk-none-hint = When somebody asks, it appears here.

privacy-new-intro = Somebody stands at the counter: look at the proof first, then take the request down. Note what was shown; no copy, no photo, no number.
privacy-new-shown = What was shown
privacy-new-shown-hint = Look closely, then choose one.
privacy-new-note-hint = May stay empty; “known to the community”, for example. No document numbers.
privacy-proof-note-number = No numbers here.
privacy-new-phone = Phone that was left
privacy-new-phone-hint = Only when it is proven to be theirs: it finds every matter left under it.
privacy-nobody-found = No matter was found for this phone or code.
privacy-new-send = Take the request
privacy-new-done = The request was taken
privacy-new-next = Take another
privacy-slip-title = Receipt of a data request
privacy-slip-due = Answer by
privacy-slip-matters = Matters concerned
privacy-slip-address = Follow it at

privacy-act-take = I handle it
privacy-act-grant = Grant and carry out
privacy-act-grant-delete = Grant and delete
privacy-act-refuse = Refuse
privacy-act-extend = Extend
privacy-act-hand-over = Print and hand over
privacy-grant-note = To whoever asked
privacy-grant-note-hint = They will read it.
privacy-correct-name = Name as it is right
privacy-correct-phone = Phone as it is right
privacy-refuse-ground = Ground
privacy-refuse-hint = They will read it: plain words, please. The page also says how to complain.
privacy-extend-hint = Once only, by fifteen working days; the reason is told.
privacy-hand-over-hint = The copy holds full name and phone. Make sure it is the person in front of you; handing over is written down.
privacy-consequence-see = It can be read for thirty days.
privacy-consequence-copy = It can be read and downloaded for thirty days.
privacy-consequence-correct = Name and phone filled in here replace the old ones; correct other things in the matter first, then grant.
privacy-consequence-delete = For good: name, phone, place, texts and photos go, and their key is destroyed. Open matters are withdrawn first. Where others joined or were merged, the answer stays with the person blotted out.
privacy-consequence-object = These matters are taken off the public board.
privacy-consequence-withdraw-consent = The separate consent ends, and name and phone leave the sensitive matter at once.

privacy-erased-sentence = (Deleted as the person asked.)

privacy-basis = Basis:
privacy-basis-statutory-duty = statutory duty
privacy-basis-consent = your consent
privacy-basis-separate-consent = your separate consent
privacy-basis-emergency = protecting life and property in an emergency

privacy-notices-title = Notices on personal data
privacy-notices-intro = For each purpose: why, what, and how long.
privacy-notice-full = The whole text: { $title }
privacy-notice-version = version { $version }
privacy-notice-who = Responsible are the district government and the body that handles the matter; ring { $phone } with any question.

privacy-purpose-handling = Handling what you report
privacy-purpose-contact = Reaching you and calling back
privacy-purpose-sensitive = Sensitive personal data
privacy-purpose-photos = Photos
privacy-purpose-publication = Public board
privacy-purpose-statistics = Statistics
privacy-purpose-security = Security log
privacy-card-handling = What you wrote, the place and the words to and fro are seen by those who handle the matter, to handle it.
privacy-card-contact = You need not leave name and phone. If you do, they are stored encrypted; whoever looks gives a reason, and each look is written down.
privacy-card-sensitive = Where it is about health, family, relief or a child, we ask for your separate consent before a name or phone is kept.
privacy-card-photos = Photos are kept without place and camera data, and deleted 180 days after closing.
privacy-card-publication = Published is a summary by staff and a rough place, no name or phone; photos only after each was looked at.
privacy-card-statistics = Numbers and days only: no name, phone or text.
privacy-card-security = Who signed in and who looked at a phone is kept for a year.
privacy-full-handling = Purpose: taking in, dispatching, handling, answering and calling back.
    Basis: statutory duty.
    Kinds: your text, the place, photos and the words to and fro.
    How: on the district’s own server, never abroad, given to no other company.
    Kept: two years after closing; then names, phones and exact places go, also out of the texts.
    Without it: a matter without place or facts may not be solved.
privacy-full-contact = Purpose: first contact, answer and call-back.
    Basis: your consent, which you may refuse or withdraw at any time.
    Kinds: name, phone.
    How: stored encrypted and shown masked; those who handle the matter look with a reason, and each look is written down. A body complained of does not see them unless you agree.
    Kept: two years after closing.
    Without it: you follow the matter yourself by the echo code.
privacy-full-sensitive = Purpose: care for the old, relief, disability, medicine, school, family disputes and the like.
    Need: without these facts nobody can tell who should help and how; without reaching you nothing can be checked or brought to your home.
    Effect on you: if they got out, your dignity or safety might suffer. They are seen by those who handle the matter only; where a matter is protected, by callers and supervisors only.
    Basis: your separate consent. You may report without it; then no name and phone are kept. Exempt is the protection of life in an emergency.
    For a child under fourteen a parent or guardian consents.
    Withdrawing: under “My personal data”; name and phone go at once.
    Kept: two years after closing.
privacy-full-photos = Purpose: seeing the problem and proving it solved.
    Basis: your consent; photos are optional.
    How: made anew on arrival, without place, time and camera data. Before one is published somebody looks for faces, number plates, house numbers and documents.
    Kept: 180 days after closing; photos of a report that was never sent two days.
privacy-full-publication = Purpose: showing what was done and how.
    Basis: what is published holds no personal data; if you object, it is taken down.
    Kinds: a summary by staff, the class, the compound or road, the steps and the result.
    Kept: until taken down.
privacy-full-statistics = Purpose: counting the three rates and the days.
    Basis: statutory duty.
    Kinds: class, community, time, body and result. Nothing in them tells who you are, so they stay when your data are deleted.
privacy-full-security = Purpose: keeping data from being seen or changed without right, and finding out when it happened.
    Basis: statutory duty (the Cybersecurity Law asks for network logs of at least six months).
    Kinds: sign-ins, acts and looks of staff. What you read is not recorded.
    Kept: looks at names and phones one year. The journal holds identifiers only, nothing personal, and stays.

privacy-keep-contact = Names, phones, exact places
privacy-keep-photos = Photos
privacy-keep-orphans = Photos never sent
privacy-keep-reveals = Looks at names and phones
privacy-keep-rights = Words in data requests
privacy-keep-range = At least { $least } days, shipped { $shipped }, at most { $most }. Longer than shipped needs a reason.

privacy-retention-intro = What is due is listed first and goes after a week on the list. To keep something from going (a dispute, for example), hold it here and give the reason.
privacy-retention-days = How long
privacy-retention-now-contact = { $days } days from the end of the matter.
privacy-retention-now-photos = { $days } days from the end of the matter.
privacy-retention-now-orphans = { $days } days from when the photo was uploaded.
privacy-retention-now-reveals = { $days } days from each look.
privacy-retention-now-rights = { $days } days from the end of the request.
privacy-retention-waiting = On the list: { $count }.
privacy-retention-new = The next run lists { $count } more.
privacy-retention-ready = The next run lets { $count } go.
privacy-retention-reason = Reason: { $reason }
privacy-retention-change = Change
privacy-retention-field = Days
privacy-retention-why = Reason (when longer than shipped)
privacy-retention-save = Save
privacy-retention-list = What will go
privacy-retention-none = Nothing is due
privacy-retention-none-hint = What falls due is listed here a week before it goes.
privacy-retention-what = What
privacy-retention-number = Matter
privacy-retention-since = Ended
privacy-retention-goes = Goes on
privacy-retention-hold = Hold
privacy-retention-hold-it = Hold it
privacy-retention-release = Let it go its way
privacy-retention-gone = Lately gone
privacy-hold-reason = Why it is held
privacy-hold-why = Say why it is held.
privacy-days-too-short = Too short: at least { $days } days.
privacy-days-too-many = Too long: at most { $days } days.
privacy-days-reason-missing = Longer than shipped: give the reason.
privacy-days-not-a-number = A whole number, please.

privacy-records-intro = Notices, separate consents, impact assessments and breaches: the records that the law asks for.
privacy-records-purposes = Purposes and notices
privacy-notice-intro = A change becomes a new version from now on; who agreed to the old one agreed to that one. Write only what is true.
privacy-notice-card-zh = Short card (Chinese)
privacy-notice-full-zh = Whole text (Chinese)
privacy-notice-card-en = Short card (English)
privacy-notice-full-en = Whole text (English)
privacy-notice-reason = Why it changes
privacy-notice-hint-card-zh = Two or three sentences that the old understand too.
privacy-notice-hint-full-zh = Purpose, basis, kinds, how, how long, what happens without; one a line.
privacy-notice-hint-card-en = The same in English.
privacy-notice-hint-full-en = The same in English.
privacy-notice-hint-reason = Kept in the record, not published.
privacy-notice-send = Publish the new version

privacy-consents-title = Separate consents
privacy-consents-intro = For which matter, to which version of the notice, how, when, and whether it was withdrawn.
privacy-consents-none = No separate consents yet
privacy-consents-none-hint = Matters with sensitive data leave their record here.
privacy-consents-version = Version
privacy-consents-how = How
privacy-consents-given = Given
privacy-consents-withdrawn = Withdrawn

privacy-cause-sensitive-data = sensitive data
privacy-cause-automated-decision = automated decisions
privacy-cause-entrusting = entrusting a processor
privacy-cause-sharing = passing on
privacy-cause-publishing = publishing
privacy-cause-abroad = sending abroad
privacy-cause-other-effect = anything else with a big effect on people

privacy-assessments-title = Impact assessments
privacy-assessments-none = None yet. One is due before sensitive data are used, entrusted, passed on or published.
privacy-assessment-new = Record an assessment
privacy-assessment-intro = Made before it begins. Once kept it is never changed, and it stays at least three years.
privacy-assessment-send = Keep it
privacy-assessment-kept = kept until { $day }
privacy-assessment-title = Title
privacy-assessment-cause = Cause
privacy-assessment-necessity = Whether purpose and means are lawful, fair and necessary
privacy-assessment-risks = Effect on people and risks
privacy-assessment-measures = Measures, and whether they fit the risks
privacy-assessment-conclusion = Conclusion
privacy-assessment-concluded-on = Assessed on
privacy-assessment-keep-until = Kept until
privacy-assessment-hint-title = A name that tells it apart.
privacy-assessment-hint-necessity = Would less do? Another way?
privacy-assessment-hint-risks = What is the worst, and whom does it hit?
privacy-assessment-hint-measures = What is done and what is still to do.
privacy-assessment-hint-conclusion = Do it, change it first, or leave it.
privacy-assessment-hint-concluded-on = yyyy-mm-dd, today at the latest.
privacy-date-wrong = Write it as yyyy-mm-dd, not later than now.

privacy-breaches-title = Breaches
privacy-breaches-none = Nothing recorded.
privacy-breach-new = Record a breach
privacy-breach-title = Breach
privacy-breach-intro = When data got out, were changed or lost: remedy first, then fill this in. It makes the two letters, to the authority and to the people.
privacy-breach-send = Record it and make the letters
privacy-breach-count = { $count ->
    [one] one person
   *[other] { $count } people
 }
privacy-breach-untold = not all were told
privacy-breach-what = What happened
privacy-breach-found-at = Found at
privacy-breach-kinds = Which personal data
privacy-breach-people = About how many people
privacy-breach-cause = Cause
privacy-breach-harm = Possible harm
privacy-breach-measures = What was done
privacy-breach-advice = What people can do themselves
privacy-breach-contact = Contact
privacy-breach-hint-what = Plainly, and without data of any one person.
privacy-breach-hint-found-at = yyyy-mm-dd hh:mm.
privacy-breach-hint-kinds = Names, phones, places, texts, photos…
privacy-breach-hint-people = A whole number; an estimate will do.
privacy-breach-hint-cause = “Being looked into” if not yet known.
privacy-breach-hint-harm = Nuisance calls, fraud, being found…
privacy-breach-hint-measures = What is finished.
privacy-breach-hint-advice = For example: beware of unknown callers.
privacy-breach-hint-contact = Who answers, and the phone.
privacy-breach-authority = The authority was told
privacy-breach-persons = The people were told
privacy-breach-not-yet = not yet
privacy-breach-tell = Who was told
privacy-breach-why-not = Why the people are not told
privacy-breach-why-not-hint = Only where what was done keeps the harm away; if the authority asks for it, they are told all the same.
privacy-breach-save = Keep
privacy-letter-authority = Report of a personal data breach
privacy-letter-people = To our residents
privacy-letter-from = { $district }
privacy-letter-opening-authority = Under article 57 of the Personal Information Protection Law we report:
privacy-letter-opening-people = We did not protect your data well enough, and we apologise. This is what happened and what you can do.

privacy-alerts-intro = When one account looks at more than twenty names and phones within an hour, or prints more than twenty sign-in slips for residents within a day, it is told here, once an hour or once a day.
privacy-alerts-none = No alerts
privacy-alerts-none-hint = When somebody looks or prints very often, it appears here.
privacy-alerts-at = Time
privacy-alerts-who = Account
privacy-alerts-amount = What
privacy-alerts-many-reveals = { $amount } looks at names and phones within an hour
privacy-alerts-many-slips = { $amount } sign-in slips within a day
privacy-alerts-seen = Looked at
privacy-alerts-mark = Mark as looked at
privacy-alerts-journal = Each look in the journal

done-rights-asked = The request was received. Keep its code.
done-rights-withdrawn = The request was withdrawn.
done-rights-take = You handle it now.
done-rights-grant = Done; whoever asked can see it.
done-rights-refuse = Whoever asked was answered.
done-rights-extend = The date was extended.
done-retention-days = The keeping time was changed.
done-retention-held = Held.
done-retention-released = It goes in a week.
done-privacy-notice = The new version is published.
done-privacy-assessment = The assessment is kept.
done-privacy-breach = Recorded. The two letters stand below.
done-privacy-told = Who was told is written down.

privacy-elsewhere-held = Register of owners or a mediation that is over; it can be erased
privacy-elsewhere-kept = Register of owners (still an owner) or a mediation under way; kept by law
privacy-refused-kept-by-law = Everything this case is about is kept by law (still an owner, or a mediation under way) and cannot be erased. Refuse it, with the ground “kept by law”.
