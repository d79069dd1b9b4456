# What residents see: front page, report, slip, progress, public board.

matters-resident-day = { $day } { $month ->
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
matters-resident-moment = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
 }, { $time }
matters-resident-moment-of-year = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
 } { $year }, { $time }
matters-resident-comma = {", "}
matters-resident-number = Number
matters-resident-received = Received on
matters-resident-print = Print
matters-resident-aside = Echo code and what you can do
matters-resident-photo-alt = Photo

## Front page
matters-resident-home-title = Home
matters-resident-home-head = Tell us. Every matter gets an answer.
matters-resident-home-report = Report a problem
matters-resident-home-no-account = No account, nothing to install. You get an echo code and follow your matter with it.
matters-resident-home-board = Public board
matters-resident-home-board-text = What people have raised and how far it has got. Where it is your matter too, say “me too”.
matters-resident-home-estates-text = The votes, the common income and the meetings of your compound, without signing in.
matters-resident-home-phone = By phone: { $phone }
matters-resident-home-phone-text = Not at ease online? Ring us: it is written down and gets an echo code just the same.
matters-resident-home-paper = Print the paper form
matters-resident-home-paper-text = Fill it in by hand and give it in at the community counter.
matters-resident-how-head = What happens after you report
matters-resident-how-one = You tell us
matters-resident-how-one-text = What is wrong and where. You may stay anonymous and add photos.
matters-resident-how-two = Somebody is responsible
matters-resident-how-two-text = One office gets it, with the date by which it must answer.
matters-resident-how-three = You get an answer
matters-resident-how-three-text = What was done, or why it could not be done, in writing.
matters-resident-how-four = You confirm
matters-resident-how-four-text = Say that it is not solved, and it goes back with a shorter limit.
matters-resident-echoes-head = Latest echoes
matters-resident-echoes-more = The whole public board

## Following
matters-resident-follow-head = Follow a matter
matters-resident-follow-intro = Type the echo code from your slip to see who has your matter now and until when.
matters-resident-code-label = Echo code
matters-resident-code-hint = 11 letters and digits, capitals or not; hyphens may be left out.
matters-resident-follow-button = Show
matters-resident-code-wrong = We found nothing under this code
matters-resident-code-wrong-text = Please compare it with your slip once more; every character counts. 0 and O, and 1, I and L, may be mixed up: we can tell.
matters-resident-code-erased = If the deletion of your data was asked for, the echo code opens nothing once it is done; use the request code.
matters-resident-code-erased-link = See what came of the request
matters-resident-lost-head = Lost your code?
matters-resident-lost-text = Ring { $phone } and say what it was about and when. If you left a phone number we check it and tell you; if not, report it once more and we bring the two together.

## Report
matters-resident-report-title = Report a problem
matters-resident-report-intro = What and where is enough. Everything else may stay empty.
matters-resident-what = What is the matter?
matters-resident-what-hint = In plain words: what is wrong, since when, is it dangerous now. Please no identity card numbers.
matters-resident-what-missing = Please write a few words about what is wrong.
matters-resident-too-long = This is too long: { $most } characters at most, please take out { $over }.
matters-resident-where = Where is it?
matters-resident-place = Address or name of the compound
matters-resident-place-hint = For example: the metro entrance of Guanyinqiao walking street, or in front of building 3 of a compound.
matters-resident-place-missing = Please write where it is, or choose a street or community; if you cannot tell, tick “I can’t say where”.
matters-resident-find = Find the compound
matters-resident-search-empty = Please write the name or address first, then press “Find the compound”.
matters-resident-spots = Is it one of these?
matters-resident-none-found = We know no compound of this name. Never mind: the address goes in as you wrote it and somebody will read it.
matters-resident-area = Street or community
matters-resident-area-unknown = I don’t know
matters-resident-street-whole = { $street } (community unknown)
matters-resident-map-open = Show the place on a map
matters-resident-point-odd = The mark on the map could not be read. Please set it again or take it away.
matters-resident-point-outside = The mark lies outside this district. Please set it again, or take it away and write where it is.
matters-resident-place-unknown = I can’t say where
matters-resident-photos = Photos
matters-resident-photos-hint = Up to 6. Where and with which phone they were taken is removed. Please avoid faces and number plates.
matters-resident-photos-kept = { $count ->
    [one] We already have your photo; no need to choose it again.
   *[other] We already have your { $count } photos; no need to choose them again.
 }
matters-resident-photos-drop = Leave these photos out
matters-resident-photos-more = More photos
matters-resident-photos-many = Too many photos: { $most } in all at most.
matters-resident-photos-none = Please choose a photo first.
matters-resident-photo-refused = Photo { $number }: { $why }
matters-resident-kind = What would you like?
matters-resident-kind-hint = Not sure? Leave it as it is.
matters-resident-kind-enquiry = Enquiry: I want to know
matters-resident-kind-help = Help: please solve it
matters-resident-kind-complaint = Complaint: I am not content
matters-resident-kind-report = Tip-off: somebody breaks the rules
matters-resident-kind-suggestion = Suggestion: it could be better
matters-resident-kind-praise = Praise: well done
matters-resident-reach = How can we reach you?
matters-resident-reach-text = You may stay anonymous: it is handled just the same, and your code shows the answer. With a phone number the office can ask you first.
matters-resident-phone = Phone
matters-resident-phone-odd = This does not look like a phone number: digits only, at least five; or leave it empty.
matters-resident-phone-mobile = A mobile number has 11 digits; this one has { $count }. Please check it.
matters-resident-name = Your name
matters-resident-privacy-one = Phone and name are stored encrypted. Only those who handle this matter see them, with a reason, and every look is written down.
matters-resident-privacy-two = Never published, never given to whoever you complain of, used for nothing else.
matters-resident-my-data = My personal data
matters-resident-deletion-asked = On { $day } the deletion of the data behind this code was asked for. Once it is done, this code opens nothing.
matters-resident-deletion-see = Follow or withdraw it with the request code
matters-resident-consent-head = One more question
matters-resident-consent-text = What you wrote may hold sensitive personal data: about health, family, relief or a child. Whoever handles it needs to know them and to reach you. You can also send it without agreeing; then no name and phone are kept. For a child under fourteen a parent or guardian chooses.
matters-resident-consent-notice = Read the whole notice
matters-resident-consent-choose = Your separate consent to sensitive data
matters-resident-consent-yes = I agree separately: for this matter only, with my name and phone
matters-resident-consent-no = I do not agree: send it without name and phone, I follow it by the echo code
matters-resident-send = Send
matters-resident-other-ways = Forms are not for you? Ring { $phone }, or
matters-resident-wait-head = One moment, please
matters-resident-wait = Many reports have just come from your network. Please wait { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
 } and press send again; all that you wrote is kept below. In a hurry? Ring { $phone }: somebody answers and takes it down just the same.
matters-resident-danger-head = This sounds urgent: please ring first
matters-resident-danger-text = Reports are read in office hours. For help now, ring:
matters-resident-danger-kept = All that you wrote is kept below. If it is no emergency, or you have already rung, press the button at the end to send it.
matters-resident-send-anyway = No emergency, send it as a report
matters-resident-number-110 = Police
matters-resident-number-119 = Fire and rescue
matters-resident-number-120 = Ambulance
matters-resident-number-122 = Traffic accident
matters-resident-split-head = These look like two things
matters-resident-split-text = As two, each has its own office and its own answer. Please look whether we cut it right; you may change it.
matters-resident-split-first = First thing
matters-resident-split-second = Second thing
matters-resident-split-two = Send as two
matters-resident-split-one = It is one thing, send as one

## Slip
matters-resident-receipt-title = Received
matters-resident-receipt-head = We have it. Thank you.
matters-resident-receipt-joined = You will get the echo too
matters-resident-receipt-keep = Please keep this echo code: write it down, photograph it or print it. It is all you need.
matters-resident-receipt-two = Your report is now two matters. Each has its own code: please keep both.
matters-resident-receipt-until = Answer at the latest
matters-resident-receipt-follow = Follow it
matters-resident-receipt-slip = Print a slip
matters-resident-receipt-copy = Copy the code
matters-resident-then-head = What comes next
matters-resident-then-one = It is registered. Somebody reads what you wrote.
matters-resident-then-two = It goes to the office responsible. The progress page shows which one, and until when it must answer.
matters-resident-then-three = The office rings you first.
matters-resident-then-three-anonymous = You left no phone number, so questions stand on the progress page. Please look in a few days.
matters-resident-then-four = You get an answer, and we ask: is it solved, are you content?
matters-resident-report-another = Report something else
matters-resident-slip-title = Echo slip
matters-resident-slip-until = You get an answer by { $day }
matters-resident-slip-text = Please keep this slip and show it to nobody it does not concern. Follow your matter online with the code, or ring { $phone }.
matters-resident-slip-qr = QR code that opens the progress page of this matter
matters-resident-slip-scan = Scan to follow
matters-resident-back-to-echo = Back to the progress page

## Progress
matters-resident-echo-title = Progress
matters-resident-echo-head = Your matter
matters-resident-now-head = Where it stands
matters-resident-plan-head = Done in steps
matters-resident-plan-step = Step { $number }
matters-resident-now-received = We have it and are finding the right office. You get an answer by { $day }.
matters-resident-now-received-undated = We have it and are finding the right office.
matters-resident-now-accepted = Taken on; it goes to the office responsible now. You get an answer by { $day }.
matters-resident-now-accepted-undated = Taken on; it goes to the office responsible now.
matters-resident-now-rejected = We cannot handle this here. Why, and who can, is written below.
matters-resident-now-merged = It is handled together with another matter about the same thing. You are answered and asked just the same.
matters-resident-now-dispatched = { $body } has it and must answer by { $day }.
matters-resident-now-acknowledged = { $body } has confirmed that it has it and must answer by { $day }.
matters-resident-now-contacted = { $body } has been in touch and must answer by { $day }.
matters-resident-now-in-progress = { $body } is working on it and must answer by { $day }.
matters-resident-now-suspended = It cannot be done just now. { $body } keeps it on the list and looks again on { $day }.
matters-resident-now-answered = { $body } has answered. Please read the answer below and tell us whether it is solved.
matters-resident-now-verified = Your word is written down; the matter is about to be closed.
matters-resident-now-closed = This matter was closed on { $day }.
matters-resident-now-reopened = It went back to { $body }, which must answer again by { $day }.
matters-resident-now-withdrawn = You took this matter back on { $day }.
matters-resident-next-dispatch = Next: it goes to the office responsible.
matters-resident-next-contact = Next: the office confirms it and gets in touch.
matters-resident-next-answer = Next: you get an answer.
matters-resident-next-resume = Next: they look again on that day and go on.
matters-resident-next-confirm = Next: you say whether it is solved.
matters-resident-next-close = Next: it is closed. After 30 days we ask once more.
matters-resident-days-left = { $days ->
    [one] 1 day left
   *[other] { $days } days left
 }
matters-resident-days-today = due today
matters-resident-days-over = { $days ->
    [one] 1 day late
   *[other] { $days } days late
 }
matters-resident-story-head = What happened
matters-resident-master-head = The matter it goes with
matters-resident-master-link = See it on the public board
matters-resident-split-from = This was split from another matter: { $what }
matters-resident-split-into = Another part is handled on its own: { $what }
matters-resident-joined-note = You said “me too”: you see the same progress and answer as whoever reported it. To add something, please send a report of your own.
matters-resident-confirm-head = Please confirm
matters-resident-confirm-solved = Is it solved?
matters-resident-confirm-content = Are you content?
matters-resident-confirm-note = Anything else
matters-resident-confirm-send = Confirm
matters-resident-result-missing = Please choose one: solved, partly solved or not solved.
matters-resident-result-solved = Solved
matters-resident-result-solved-hint = The problem is gone
matters-resident-result-partly = Partly solved
matters-resident-result-partly-hint = Better, but not all of it
matters-resident-result-not-solved = Not solved
matters-resident-result-not-solved-hint = It goes back to the same office with a shorter limit
matters-resident-result-not-reached = not reached
matters-resident-result-unasked = not asked at the time
matters-resident-rating-content = Content
matters-resident-rating-fairly-content = Fairly content
matters-resident-rating-not-content = Not content
matters-resident-rating-very-content = Very content
matters-resident-rating-very-not-content = Not content at all
matters-resident-again-head = A month later, once more
matters-resident-again-text = This was closed thirty days ago. How is it now? If it is broken again, we start again.
matters-resident-message-head = Message
matters-resident-message-label = Something to add or to ask
matters-resident-message-send = Send message
matters-resident-photos-add = Add photos
matters-resident-photos-send = Send photos
matters-resident-chase-head = Remind them
matters-resident-chase-text = The office gets a reminder. Once a day, five times in all.
matters-resident-chase-label = A word with it
matters-resident-chase-send = Remind
matters-resident-chase-later = Just reminded. You can do so again from { $moment }.
matters-resident-chase-used = You have reminded them { $limit } times, which is all. For news, leave a message or ring.
matters-resident-reopen-head = Broken again, or not done? Open it again
matters-resident-reopen-until = Possible until { $day }.
matters-resident-reopen-label = How is it now?
matters-resident-reopen-send = Open it again
matters-resident-withdraw-head = No longer needed: take it back
matters-resident-withdraw-text = Nobody will work on it any more and this cannot be undone; you can always send a new report.
matters-resident-withdraw-label = Why you take it back
matters-resident-withdraw-send = Yes, take it back

## States
matters-resident-state-received = Received
matters-resident-state-accepted = Taken on
matters-resident-state-rejected = Not taken on
matters-resident-state-merged = Handled together
matters-resident-state-dispatched = Sent to an office
matters-resident-state-acknowledged = Confirmed by the office
matters-resident-state-contacted = In touch
matters-resident-state-in-progress = In progress
matters-resident-state-suspended = On the waiting list
matters-resident-state-answered = Answered
matters-resident-state-verified = Confirmed
matters-resident-state-closed = Closed
matters-resident-state-reopened = Opened again
matters-resident-state-withdrawn = Taken back
matters-resident-outcome-solved = Solved
matters-resident-outcome-partly = Partly solved
matters-resident-outcome-explained = Explained
matters-resident-outcome-refused = Cannot be done, with reasons
matters-resident-outcome-referred = Passed on to whoever can
matters-resident-source-visit = a visit
matters-resident-source-web = this site
matters-resident-source-counter = the counter
matters-resident-source-phone = the phone
matters-resident-source-hotline = the 12345 hotline
matters-resident-source-grid = a grid worker
matters-resident-source-meeting = a meeting
matters-resident-source-petition = a petition
matters-resident-source-media = the media
matters-resident-channel-link = online
matters-resident-channel-phone = by phone
matters-resident-channel-door = at the door
matters-resident-channel-counter = in person
matters-resident-channel-message = by message
matters-resident-reject-emergency = this is an emergency; please ring at once
matters-resident-reject-other-statutory-channel = the law gives it another channel
matters-resident-reject-repeated = the same was answered before and nothing is new
matters-resident-reject-secret-or-private = it touches secrets or somebody else’s privacy
matters-resident-reject-market-or-social-channel = it belongs to a market or social service
matters-resident-reject-unlawful = what it asks for is against the law

## What happened
matters-resident-event-reported = You reported this.
matters-resident-event-reported-public = A resident reported this.
matters-resident-event-reported-by-staff = Taken down for you (from { $source }).
matters-resident-event-reported-by-staff-public = Taken down by staff (from { $source }).
matters-resident-event-imported = Brought over from the earlier system (from { $source }).
matters-resident-event-accepted = Taken on as “{ $category }”.
matters-resident-event-rejected = Not taken on: { $reason }.
matters-resident-event-rejected-number = Not taken on: { $reason }. Please ring { $number }.
matters-resident-event-merged = Handled together with another matter about the same thing; you get its answer too.
matters-resident-event-split-off = It held two things; each is now handled on its own.
matters-resident-event-dispatched = Sent to { $body }, answer due by { $day }.
matters-resident-event-dispatched-supported = Sent to { $body } in the lead, with { $supports }; answer due by { $day }.
matters-resident-event-acknowledged = { $body } confirmed that it has it.
matters-resident-event-return-accepted = It turned out not to be for { $body }; another office is being found.
matters-resident-event-contacted = The office got in touch with you ({ $channel }).
matters-resident-event-contact-tried = The office tried to reach you, without luck ({ $channel }).
matters-resident-event-started = { $body } began work.
matters-resident-event-extension-granted = More time was granted: answer due by { $day }.
matters-resident-event-suspended = It cannot be done just now and is looked at again on { $day }.
matters-resident-event-resumed = Work goes on; answer due by { $day }.
matters-resident-event-plan-agreed = This needs design and works, and goes step by step: { $days }. The next step is done by { $day }.
matters-resident-event-milestone-reached = Step { $number } of { $of } is done. The next one is done by { $day }.
matters-resident-event-last-milestone = All { $of } steps are done; your answer comes next.
matters-resident-event-answered = { $body } answered: { $outcome }.
matters-resident-event-call-back-tried = We tried to ask you, without luck ({ $channel }).
matters-resident-event-heard = What you said: { $result }.
matters-resident-event-heard-rated = What you said: { $result }, { $rating }.
matters-resident-event-closed = Closed.
matters-resident-event-reopened-not-solved = You said that it is not solved; a new answer is due by { $day }.
matters-resident-event-reopened-not-solved-public = The resident said that it is not solved; a new answer is due by { $day }.
matters-resident-event-reopened-reporter = You asked to open it again; a new answer is due by { $day }.
matters-resident-event-reopened-reporter-public = The resident asked to open it again; a new answer is due by { $day }.
matters-resident-event-reopened-supervisor = The supervisor opened it again; a new answer is due by { $day }.
matters-resident-event-reopened-supervisor-public = The supervisor opened it again; a new answer is due by { $day }.
matters-resident-event-reopened-asked-again = Asked once more, you said that it is not solved; a new answer is due by { $day }.
matters-resident-event-reopened-asked-again-public = Asked once more, the resident said that it is not solved; a new answer is due by { $day }.
matters-resident-event-asked-again = Thirty days after closing we ask you once more.
matters-resident-event-answered-again = Asked once more, you said: { $result }.
matters-resident-event-withdrawn = You took it back.
matters-resident-event-message-from-reporter = Your message
matters-resident-event-message-to-reporter = Message from the office
matters-resident-event-photos-added = { $count ->
    [one] You added a photo.
   *[other] You added { $count } photos.
 }
matters-resident-event-photos-added-by-staff = { $count ->
    [one] The office added a photo.
   *[other] The office added { $count } photos.
 }
matters-resident-event-chased = Your reminder
matters-resident-event-consent-given = You agreed separately to the use of sensitive data
matters-resident-event-consent-withdrawn = You withdrew your separate consent; name and phone were removed
matters-resident-event-forgotten-person = Personal data were deleted as the person asked
matters-resident-event-forgotten-contact = Kept long enough: names, phones and the exact place were removed
matters-resident-event-forgotten-photos = Photos were deleted
matters-resident-event-forgotten-publication = Taken off the public board as the person asked
matters-resident-event-forgotten-joined = Somebody who asked for the same had their data deleted
matters-resident-event-marked-petition = This is handled as a petition and concluded by { $day }.

## Public board
matters-resident-board-title = Public board
matters-resident-board-intro = Only summaries that were checked and released: no names, and places no finer than a compound or road.
matters-resident-board-filter = Filter
matters-resident-board-words = Words
matters-resident-board-class = Category
matters-resident-board-street = Street
matters-resident-board-state = Progress
matters-resident-board-apply = Filter
matters-resident-board-all-classes = All categories
matters-resident-board-all-streets = All streets
matters-resident-board-all-states = All
matters-resident-board-open = Open
matters-resident-board-ended = Ended
matters-resident-board-list = List of matters
matters-resident-board-map = Map
matters-resident-board-older = Older
matters-resident-board-newest = Back to the newest
matters-resident-board-empty = No matters here
matters-resident-board-empty-text = Matters appear here once they are checked and released.
matters-resident-board-empty-filtered = Try another filter, or see them all.
matters-resident-board-all = See them all
matters-resident-took = { $days ->
    [one] took 1 day
   *[other] took { $days } days
 }
matters-resident-joined = { $count ->
    [one] 1 other says “me too”
   *[other] { $count } others say “me too”
 }
matters-resident-join-head = Me too
matters-resident-join-text = No need to report the same again. One press, and you have an echo code of your own and get the same answer.
matters-resident-join-phone-hint = With a phone number we can tell you when there is an answer; it may stay empty.
matters-resident-join-send = Me too
matters-resident-open-data = Open data
matters-resident-open-data-text = Released matters can be downloaded or followed in a feed reader, with the filters above. Up to 5000 rows and 1000 points, places blurred to about a hundred metres.
matters-resident-columns = What the columns mean
matters-resident-column-number = number of the matter, unique
matters-resident-column-summary = the released summary
matters-resident-column-kind = enquiry, help, complaint, report, suggestion or praise
matters-resident-column-category-code = four digits, the first two are the class
matters-resident-column-category = name of the category
matters-resident-column-state = name of the state, such as in_progress or closed
matters-resident-column-outcome = solved, partly, explained, refused or referred
matters-resident-column-street = street
matters-resident-column-community = community
matters-resident-column-place = compound or road
matters-resident-column-received-on = day of the report, yyyy-mm-dd
matters-resident-column-closed-on = day of closing, empty while open
matters-resident-column-longitude = longitude, WGS-84, three decimals
matters-resident-column-latitude = latitude, WGS-84, three decimals
matters-resident-feed-title = { $district }: public board
matters-resident-feed-about = What residents raised and how far it has got
matters-resident-class-01 = Property and compounds
matters-resident-class-02 = Houses and building safety
matters-resident-class-03 = Water, power, gas, heat, telecoms
matters-resident-class-04 = Roads, traffic and parking
matters-resident-class-05 = Cleanliness and townscape
matters-resident-class-06 = Noise and pollution
matters-resident-class-07 = Public safety and fire
matters-resident-class-08 = Greenery and public space
matters-resident-class-09 = Welfare and public services
matters-resident-class-10 = Disputes and mediation
matters-resident-class-11 = Markets and merchants
matters-resident-class-12 = Local services and suggestions

## Paper form
matters-resident-paper-title = Report form
matters-resident-paper-intro = Print this page, fill it in with a pen and give it in at the community counter. Staff type it in and give you the echo code.
matters-resident-paper-online = Fill it in online
matters-resident-paper-phone = By phone: { $phone }
matters-resident-paper-emergency = Fire, injury, somebody trapped, a crime happening now: ring 119, 120 or 110 at once instead.
matters-resident-paper-office = For the office
matters-resident-paper-taken-by = Taken by

## Sentences after sending
done-resident-message = Your message has arrived.
done-resident-photos = Your photos have arrived.
done-resident-chase = They have been reminded.
done-resident-withdraw = Taken back.
done-resident-confirm = Thank you, your word is written down.
done-resident-reopen = It has gone back to the office.
done-resident-again = Thank you, your word is written down.
done-resident-repeated = This had already arrived; it was not entered twice.

## Photos
matters-photo-too-large = The photo is too large: 12 MB at most.
matters-photo-not-a-picture = This file is no photo. Please choose a JPEG, PNG or WebP picture.
matters-photo-too-many-pixels = The photo has too many pixels. Please choose another or crop it first.
matters-photo-damaged = The photo is damaged. Please choose another.

matters-resident-tell = Tell me by text message when something happens
matters-resident-tell-hint = Only about this matter: received, accepted, extended, resting, answered, asked again. The message holds the address of your page and neither your name nor what it is about. Not at night. You can stop it at any time on the page of your code.
matters-resident-tell-phone = Leave a mobile number if you want to be told by text message.
matters-resident-telling-head = Text messages
matters-resident-telling-on = When something happens you get a text message at { $phone } (since { $day }).
matters-resident-telling-off = No text messages go to { $phone }; follow your matter on this page.
matters-resident-telling-stop = Stop text messages
matters-resident-telling-start = Tell me by text message
done-resident-telling-off = Stopped. You can still follow your matter on this page.
done-resident-telling-on = You will get a text message when something happens.
