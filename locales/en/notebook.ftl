# The notebook: pages that work on a phone without a network. These sentences are bundled into a
# script; variables are written as { $name } and in no other way.

notebook-name = Visit notebook
notebook-elder-on = Large print
notebook-elder-off = Standard
notebook-nav = Pages of the notebook
notebook-nav-today = Today
notebook-nav-map = Sketch
notebook-nav-badge = Badge
notebook-nav-queue = Send
notebook-optional = (optional)
notebook-declined = Prefer not to say
notebook-choose = Choose
notebook-clear = Undo choice
notebook-purpose = Purpose:
notebook-again = Try again

notebook-set-up = Set up the notebook
notebook-looking = Connecting…
notebook-needs-network = The first time needs a network. Connect and try again.
notebook-needs-sign-in = Sign in with your account first, then come back here to choose a PIN.
notebook-sign-in = Sign in
notebook-pin-why = This PIN is only for this phone and locks what you write at the doors. After { $wrong } wrong PINs in a row, or { $days } days without sync, what can be read here is erased; what was not sent stays locked for the coordinator and is not lost.
notebook-pin-choose = Choose a PIN of { $digits } digits
notebook-pin-again = Once more
notebook-pin-keep = Keep it
notebook-pin-digits = Please enter { $digits } digits.
notebook-pin-weak = That is too easy to guess. Please avoid repeated digits and runs.
notebook-pin-differs = The two are not the same. Please try again.
notebook-closed = The notebook is locked
notebook-pin = PIN
notebook-pin-open = Open
notebook-pin-wrong = That PIN is wrong; { $left } tries are left.
notebook-wiped = What could be read on this phone has been erased.
notebook-wiped-safe = { $waiting } items were not sent and are kept locked. Once you are signed in and online they go to the coordinator; nothing is lost.

notebook-today = Visits of { $day }
notebook-today-team = { $round } · team { $team } · { $count } doors
notebook-none = No visits are planned for you today.
notebook-map-none = These places have no coordinates, so there is no sketch. Please use the list.
notebook-map-label = Sketch of today’s stops
notebook-map-hint = North is up. Numbers are the order of the day; tap one to open it. The sketch needs no network and does not record where you are.

notebook-stop-draft = Unfinished
notebook-stop-waiting = To send
notebook-stop-sent = Sent
notebook-stop-invited = Appointed
notebook-stop-planned = To visit
notebook-state-visited = Visited
notebook-state-not_met = Nobody in
notebook-state-declined = Declined
notebook-state-do_not_disturb = Not again
notebook-state-handed_on = Handed on
notebook-stop-where = Address
notebook-stop-time = Time
notebook-stop-time-invited = { $time } (chosen by the household)
notebook-stop-before = Raised here before; you can bring the answer in person:

notebook-outcome = What happened?
notebook-outcome-visited = Somebody is here: begin
notebook-outcome-not_met = Nobody in
notebook-outcome-declined = They would rather not
notebook-outcome-do_not_disturb = They ask us not to come again
notebook-outcome-hint = Anybody may decline, without a reason and without consequence.
notebook-written = Written down and kept on this phone; it goes when there is a network.
notebook-written-sent = Written down and sent.
notebook-written-again = Change it
notebook-keeping = Keeping…
notebook-kept = Kept on this phone.
notebook-not-kept = This could not be kept! Leave the page open and free some space on the phone.
notebook-finish = Done
notebook-discard = Discard
notebook-discard-sure = Really discard what is written here? Its photos go too.
notebook-matter-title = Matter { $number }
notebook-matter-more = One more matter
notebook-matter-remove = Remove this one

notebook-photo = Photo
notebook-photo-take = Take a photo
notebook-photo-remove = Remove photo
notebook-photo-busy = Making it smaller and locking it…
notebook-photo-indoors = Taken indoors
notebook-photo-full = There is too little space on the phone; the photo was not kept. You can go on writing. Please sync first.
notebook-photo-unread = This photo cannot be opened. Please take it again.
notebook-place-take = Note where we are now
notebook-place-kept = Noted. It is taken once, when you press the button.
notebook-place-failed = No position was found; it may stay empty.

notebook-fault-missing = Please answer, or choose “Prefer not to say”.
notebook-fault-wrong-kind = This is not an answer of the kind that is asked for.
notebook-fault-too-long = This is too long; at most 2,000 characters.
notebook-fault-out-of-bounds = The number is too large or has too many decimals.
notebook-fault-constraint = This does not fit what is asked for; please look again.

notebook-receipt = Receipt for the household
notebook-receipt-how = Let them photograph this page, or write the echo code on a card for them.
notebook-receipt-code = Echo code
notebook-receipt-qr = QR code of the page that shows what became of it
notebook-receipt-by = An echo comes by { $day } at the latest.
notebook-receipt-free = With this code anybody can look up how it stands, without an account and without an app.
notebook-receipt-next = Next door
notebook-receipt-back = Back to this door

notebook-badge-how = Ask them to scan this and compare name, photo and today’s community.
notebook-badge-day = Valid on { $day }
notebook-badge-qr = QR code to check this badge
notebook-badge-phone = Or call to check: { $phone }
notebook-badge-none = You have no badge for today. Please do not visit without one.

notebook-queue-empty = Everything is sent; last sync { $time }
notebook-queue-one = { $waiting } item waits; last sync { $time }
notebook-queue-some = { $waiting } items wait; last sync { $time }
notebook-queue-visit = Visit
notebook-queue-draft = Unfinished visit
notebook-queue-photo = Photo
notebook-queue-other-day = A visit of another day
notebook-queue-nothing = Nothing waits to be sent.
notebook-queue-sent = { $sent } items were sent today.
notebook-queue-safe = What was not sent is locked in this phone and survives switching off, signing out and updates. It goes by itself when there is a network; sending twice counts once.
notebook-sync = Sync now
notebook-sync-done = Synced.
notebook-sync-offline = There is no connection now. Everything is on the phone and goes later.
notebook-sync-signed-out = You are signed out. Everything is still here; sign in and sync again.
notebook-sync-other-account = Somebody else is signed in. Sign in as the one who set up this notebook, or hand the phone over.
notebook-sync-no-route = No visits are planned for you today.
notebook-sync-trouble = Some items could not be sent; the reasons stand below. Everything is still here.
notebook-hand-over = Hand the phone to somebody else
notebook-hand-over-sure = What can be read on this phone will be erased; what was not sent stays locked and goes to the coordinator. Go on?

notebook-warn-room = About { $free } MB are left on the phone. Please sync soon.
notebook-warn-days = No sync for { $days } days; in { $left } days what can be read is erased. Please find a network.
notebook-warn-skew = The clock of the phone is { $minutes } minutes off the server’s. Please set it; the record says so.
notebook-warn-trouble = Something could not be sent; see “Send”.
