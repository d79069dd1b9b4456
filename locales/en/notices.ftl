# What leaves the program: short messages and WeCom (short), subject of a mail and head of a slip
# (heading), text of a mail or slip (body). No name, no number, nothing of the matter itself; the
# address opens a page to read and changes nothing.

notices-short-matter-received = [{ $district }] Your matter has arrived. Follow it here: { $address }
notices-heading-matter-received = Your matter has arrived
notices-body-matter-received =
    Hello,

    your matter has arrived. Its progress, who works on it and until when they answer stand here:
    { $address }

    Opening the page only shows it and changes nothing. Please do not pass the address on.

    { $district }

notices-short-matter-accepted = [{ $district }] Your matter was accepted. Who answers, and until when: { $address }
notices-heading-matter-accepted = Your matter was accepted
notices-body-matter-accepted =
    Hello,

    your matter was accepted. Who works on it and until when they answer stands here:
    { $address }

    { $district }

notices-short-matter-rejected = [{ $district }] There is word on your matter and whom to turn to: { $address }
notices-heading-matter-rejected = There is word on your matter
notices-body-matter-rejected =
    Hello,

    your matter is not handled here. Whom to turn to, and why, stands here:
    { $address }

    { $district }

notices-short-matter-extended = [{ $district }] Your matter needs more time. The reason and the new date: { $address }
notices-heading-matter-extended = Your matter needs more time
notices-body-matter-extended =
    Hello,

    your matter cannot be done by the date you were told. The reason and the new date stand here:
    { $address }

    { $district }

notices-short-matter-suspended = [{ $district }] Your matter rests for now. The reason, the plan and the review date: { $address }
notices-heading-matter-suspended = Your matter rests for now
notices-body-matter-suspended =
    Hello,

    your matter cannot be done at present and rests. The reason, the plan and the day of the next review stand here:
    { $address }

    { $district }

notices-short-matter-message = [{ $district }] Whoever works on your matter has written to you: { $address }
notices-heading-matter-message = You have a message on your matter
notices-body-matter-message =
    Hello,

    whoever works on your matter has written to you. Read it here, and answer there if you like:
    { $address }

    { $district }

notices-short-matter-answered = [{ $district }] Your matter has an answer. Please tell us whether it is solved: { $address }
notices-heading-matter-answered = Your matter has an answer: please confirm
notices-body-matter-answered =
    Hello,

    your matter has an answer. Please read it and tell us whether it is solved and whether you are content:
    { $address }

    If it is not solved, do tell us: we go on.

    { $district }

notices-short-matter-asked-again = [{ $district }] Your matter was closed a while ago. Is it still well? Please tell us: { $address }
notices-heading-matter-asked-again = Is it still well?
notices-body-matter-asked-again =
    Hello,

    your matter was closed a while ago. Is it still well? Please tell us:
    { $address }

    { $district }

notices-short-visit-ask = [{ $district }] Your community is visiting homes. Choose a time that suits you, or decline: { $address }
notices-heading-visit-ask = A visit from your community: choose a time
notices-body-visit-ask =
    Hello,

    your community is visiting homes. See who comes and when, choose another time, or decline without a reason:
    { $address }

    Please do not pass the address on.

    { $district }

notices-short-vote-opened = [{ $district }] The owners of your compound vote from today: { $address }
notices-heading-vote-opened = The owners of your compound vote
notices-body-vote-opened =
    Hello,

    the vote of the owners of your compound has begun. What is decided, how to vote and until when:
    { $address }

    You can turn these messages off under “My home”.

    { $district }

notices-short-vote-closing = [{ $district }] The vote of your compound ends soon and your ballot has not come back: { $address }
notices-heading-vote-closing = The vote of your compound ends soon
notices-body-vote-closing =
    Hello,

    the vote of your compound ends soon, and your ballot has not come back. Whether and how you vote is yours to decide:
    { $address }

    You can turn these messages off under “My home”.

    { $district }

notices-short-money-published = [{ $district }] The common income of your compound was published: { $address }
notices-heading-money-published = The common income of your compound
notices-body-money-published =
    Hello,

    the common income of your compound was published: where it came from, where it went, what is left:
    { $address }

    You can turn these messages off under “My home”.

    { $district }

notices-short-sign-in-code = [{ $district }] Your code is { $code }, good for { $minutes } minutes. Tell it to nobody; staff never ask for it.
notices-heading-sign-in-code = Your code
notices-body-sign-in-code =
    Your code is: { $code }

    It is good for { $minutes } minutes. Tell it to nobody; staff never ask for it. If you did not ask for a code, ignore this mail.

    { $district }

notices-short-staff-digest = [{ $district }] New notices for you: { $count }. Sign in to read them: { $address }
notices-heading-staff-digest = You have new notices
notices-body-staff-digest =
    Hello,

    new notices for you: { $count }. Sign in to read them:
    { $address }

    { $district }

notices-short-carrier-test = [{ $district }] This is a test. If you read it, messages arrive.
notices-heading-carrier-test = Test mail
notices-body-carrier-test =
    This is a test. If you read it, mail arrives.

    { $district }

notices-nav-telling = Notices sent
notices-nav-slips = Slips to hand over
notices-intro = Every message that left the program and what became of it. Whom it went to and what it was about is not shown here.
notices-ways = Ways
notices-way = Way
notices-state = State
notices-sent-day = Sent in a day
notices-waiting-day = Waiting
notices-lost-day = Not delivered
notices-on = configured
notices-off = not configured, nothing goes out
notices-rests = failed in a row, tried again at { $until }
notices-fates = Messages
notices-fate = What became of it
notices-filter = Filter
notices-none = No messages
notices-none-text = Messages that were sent lately and those that wait appear here.
notices-what = What
notices-made = Ordered
notices-attempts = Tries
notices-act = Do
notices-send-again = Send again
notices-channel-sms = Text message
notices-channel-mail = Mail
notices-channel-wecom = WeCom
notices-channel-paper = Slip
notices-fate-all = all
notices-fate-waiting = waiting
notices-fate-held = held
notices-fate-sent = sent
notices-fate-refused = cannot be reached
notices-fate-given-up = not delivered
notices-fate-superseded = replaced by another
notices-fate-to-hand-over = slip to hand over
notices-fate-handed-over = slip handed over
notices-why-quiet = nobody is disturbed at night, it goes in the morning
notices-why-enough-today = enough for today, it goes tomorrow
notices-why-outweighed = there was newer word on the same matter
notices-why-repeat = the same was said within an hour
notices-why-withdrawn = the person wants no more messages
notices-why-too-late = no longer of use
notices-why-no-carrier = no carrier is configured
notices-why-carrier-rests = the carrier failed several times, it rests
notices-why-no-answer-in-time = the carrier did not answer in time
notices-why-not-reachable = the carrier cannot be reached
notices-why-certificate-not-trusted = the carrier's certificate is not trusted
notices-why-connection-broken = the connection broke off
notices-why-address-odd = the address is written wrongly
notices-why-address-lost = the address was already removed
notices-why-nobody-found = nobody was found there
done-notices-again = It goes out again.
done-notices-not-again = This one can no longer be sent again.
notices-wordings = Wordings
notices-wordings-intro = How each message is worded. Change it to your district's words, or keep those that came with the program.
notices-langs = Languages
notices-own = own words
notices-wording-intro = Only the words. What stands in braces is replaced by what it names; there are:
notices-short = Text message, WeCom
notices-heading = Subject of the mail, head of the slip
notices-heading-hint = No name, no number, nothing of the matter itself.
notices-body = Text of mail and slip
notices-save = Save
notices-look = Preview
notices-back = Back to the program's words
notices-preview = Preview
notices-parts = { $characters } characters, billed as { $parts } text messages (one up to 70, then 67 each)
notices-mail-and-slip = Mail, slip
notices-as-shipped = The words that came with the program
notices-fault-unknown = There is no { $word } here.
notices-fault-missing = { $word } must stand in it.
notices-fault-braces = The braces do not close.
notices-fault-link = Write no address of your own, only { "{" }address{ "}" }.
notices-fault-lines = One line only.
done-notices-worded = The wording is changed.
notices-slips-intro = Residents who came in person and left no phone learn by a slip only. Print it, hand it over, and note it here.
notices-slips-none = No slips to hand over
notices-slips-none-text = When somebody must be told on paper, their slip appears here.
notices-slip-matter = Matter
notices-slip-area = Where
notices-slip-open = Print
notices-slip = Slip
notices-slip-hint = Print it and hand it to the person, not where others can read it.
notices-slip-who = Whom it is for stands on the matter's page
notices-slip-gone = This slip is dealt with; its words are removed.
notices-slip-phone = Questions? Call { $phone } or come to the community's counter.
notices-slip-qr = QR code that opens the page of the matter
notices-slip-scan = Scan to follow
notices-slip-print = Print
notices-slip-handed = Handed over
notices-slip-not-found = Nobody found: please call
done-notices-handed = Noted.
notices-choice = How I am told
notices-choice-intro = What is new always stands on the page of your notices. A digest can come besides: it says how many, never what.
notices-choice-off = This district has neither mail nor WeCom configured; you are told on these pages only.
notices-choice-rhythm = How often a digest comes
notices-rhythm-off = Never, only on these pages
notices-rhythm-daily = Once a day (8:30)
notices-rhythm-hourly = Every hour, if there is something new
notices-choice-to = Mail address, or name in WeCom
notices-choice-to-hint = Use your address at work. It is kept encrypted and removed when you turn this off.
notices-choice-to-odd = Give an address that can be reached, such as wang@example.cn.
notices-choice-working-days = On working days only
done-notices-choice = Saved.
