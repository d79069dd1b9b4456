# Sentences of the frame: what to do when something failed, and three pages of explanation.

web-error-title = That did not work
web-error-number = Number { $status }
web-error-home = Go to the start page
web-error-desk = Back to the desk
web-error-report = Raise a matter
web-error-phone = Or ring us: { $phone }
web-error-not-found = There is no such page, or it is not yours to see. Check the address; to follow a matter, enter the echo code again.
web-error-method = This address cannot be opened in this way. Use the buttons and links on the pages.
web-error-sign-in = Please sign in first.
web-error-change-password = Please replace your first or outdated password before you go on.
web-error-second-factor = Your post asks for a second factor at sign-in. Please set it up before you go on.
web-error-bad-form = What was sent could not be read. Go back, reload the page and try once more.
web-error-bad-request = The request cannot be read: see the fields listed in fields; how each is written stands in /api/v1/openapi.json.
web-error-form-expired = This form has expired or was not opened here. Go back, reload the page and send it again; what you wrote is usually still there.
web-error-invalid = A few places need mending; see the notes.
web-error-form-reused = This form was sent before, with other content. What was sent first stands; nothing new was saved. Open the page anew and fill in the form there if you want to send this too.
web-error-conflict = Somebody changed this matter while you were looking, so your change was not saved. Reload to see the new state, then decide.
web-error-too-large = That is too large. A photo may have 12 MB, and there may be 6 of them.
web-error-too-many = { $minutes ->
    [one] Many reports came from your network. Please try again in a minute, or ring us if it is urgent.
   *[other] Many reports came from your network. Please try again in { $minutes } minutes, or ring us if it is urgent.
}
web-error-disk-full = The storage is full, so nothing was saved. Please tell the staff and try later; looking things up still works.
web-error-busy = Many people are here at the moment. Please try again in a few seconds.
web-error-internal = Something went wrong on our side and nothing was saved. Please try again later, or ring us.

web-field-required = This is needed.
web-field-too-long = Too long: at most { $most } characters.
web-field-unknown = This value is not known; choose one from the list.
web-field-twice = This stands twice in the body; send it once.
web-field-unreadable = This is of the wrong type or cannot be read.
web-field-point = A place needs both longitude and latitude, and must lie on the globe.

web-about-title = About Huiyin
web-about-one-head = Our promise
web-about-one = Everything you raise has an owner, a deadline and an answer that you confirm. Without your word we do not say “solved”.
web-about-two-head = How it goes
web-about-two = You get an echo code. The street office accepts the matter and gives it to the body responsible, which contacts you, acts and answers. Then somebody who had no hand in it asks you: is it solved, are you content? If not, it goes back.
web-about-three-head = What we do not do
web-about-three = No scores or rankings of people, no record of who looked at what, no points, no tracking. People are served, not watched.
web-about-four-head = Source code
web-about-four = Huiyin is open source under the Mulan Permissive Software License, version 2. Any district may run and change it.

web-privacy-title = Personal information
web-privacy-one-head = What we keep
web-privacy-one = Only what the work needs: what you wrote, the place, photos, and the name and phone number if you choose to leave them. You may report without. Sensitive data are kept with a separate consent only.
web-privacy-two-head = Who can see it
web-privacy-two = Names, phones and exact places are stored encrypted and shown masked; your own words are not encrypted and are read by those who handle the matter. To see name, phone or flat somebody gives a reason; each look is recorded, and too many within an hour raise an alert. A body complained of does not learn who you are unless you agree.
web-privacy-three-head = How long
web-privacy-three = Names, phones and exact places go two years after closing, photos 180 days after closing: every night, after a week on a list. It can be set shorter; longer needs a reason.
web-privacy-four-head = Your rights
web-privacy-four = You may see, copy, correct and delete your data, object to publication and withdraw consent: online with the echo code, or at a counter. You are answered within fifteen working days.
web-privacy-rights = See, copy, correct or delete my data
web-privacy-notices = The notices in full

web-accessibility-title = Accessibility
web-accessibility-one-head = Large print
web-accessibility-one = “Large print” stands at the top of every page: larger letters, larger buttons. Your browser remembers the choice and nothing else.
web-accessibility-two-head = Keyboard and screen reader
web-accessibility-two = Every step works with the keyboard alone, and screen readers name every button and note. Beside a map there is always a list with the same content.
web-accessibility-three-head = Without a phone
web-accessibility-three = Come to the counter, ring, or fill in the paper form: it counts the same.
web-accessibility-four-head = Where it is hard
web-accessibility-four = If something is hard to use, tell us: that is a matter to be handled like any other.
