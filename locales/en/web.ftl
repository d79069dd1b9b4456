# Words that every page has: header, footer, common components.

web-name = Huiyin
web-promise = Everything you raise has an owner, a deadline and an answer that you confirm.
web-skip = Skip to content
web-nav = Main sections
web-nav-home = Home
web-nav-report = Report
web-nav-follow = Follow
web-nav-board = Public board
web-nav-rates = Results
web-nav-statistics = Figures
web-sign-in = Staff sign-in
web-sign-out = Sign out
web-elder-on = Large type
web-elder-on-title = Switch to large type and large buttons
web-elder-off = Standard
web-elder-off-title = Switch back to standard type

web-foot-about = About
web-foot-privacy = Privacy
web-foot-accessibility = Accessibility
web-foot-source = Source code
web-foot-api = Data interface
web-foot-phone = By phone:
web-demo = This is a demonstration: the people and matters are invented.
web-theme = Colours
web-theme-auto = As the device
web-theme-light = Light
web-theme-dark = Dark
web-theme-contrast = High contrast

web-optional = (optional)
web-day = { $day } { $month ->
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
web-moment = { $day }, { $time }
web-errors = Almost there. Please look at these:
web-due-in-time = In time
web-due-soon = Due soon
web-due-over = Overdue
web-due-paused = Clock paused
web-due-done = Done in time
web-pages = Pages
web-page-previous = Previous
web-page-next = Next
web-page-here = Page
web-crumbs = You are here
web-steps = Steps

web-emergency-title = Is somebody in danger? Call first
web-emergency-text = Fire, injury, somebody trapped, a crime going on: do not fill in this form. Call at once:
web-emergency-110 = Police
web-emergency-119 = Fire and rescue
web-emergency-120 = Ambulance
web-echo-code = Echo code

web-photo-remove = Remove
web-photo-busy = Making the photos smaller…
web-photo-ready = Photos ready:
web-photo-many = Six photos at most; the others were left out.
web-photo-one = Photo
web-photo-unread = The browser cannot open this photo; it will be sent as it is.

web-map-label = Map
web-map-in = Zoom in
web-map-out = Zoom out
web-map-pick = Tap the map to mark the place. With a keyboard: arrows move the map, Enter marks its centre.
web-map-here = Mark the centre
web-map-picked = Place marked:
web-map-clear = Remove the mark
web-map-source = Map: { $source }, reviewed under { $review }
web-map-none = This device cannot show the map. Describe the place in words; that is just as good.

# The style page
web-style-title = Components
web-style-intro = One example of each component, for those who make pages. Switch language and type size to see their other forms.
web-style-type = Type
web-style-buttons = Buttons
web-style-forms = Forms
web-style-messages = Messages
web-style-badges = States and deadlines
web-style-show = Showing things
web-style-tables = Tables
web-style-moving = Moving about
web-style-desk = Desk
web-style-paper = Print
web-style-sample-heading = Entrance light of building 3 is out
web-style-sample-text = After nine in the evening the entrance light of building 3, stairwell 2, stays dark and older people cannot see the steps. Please have it repaired soon.
web-style-sample-place = Huaxinjie Street · Qiaobei community
web-style-sample-body = Municipal works office
web-style-sample-hint = Say where, when and what is wrong. Do not write identity numbers.
web-style-sample-error = Please say in a few words what it is about.
web-style-sample-what = What is it about
web-style-sample-phone = Mobile number
web-style-sample-street = Street
web-style-sample-choose = Please choose
web-style-sample-name = How may we call you
web-style-sample-anonymous = Anonymous
web-style-sample-anonymous-hint = Nobody sees who you are; follow with your echo code.
web-style-sample-named = With my name
web-style-sample-named-hint = Only those who handle this matter see it, so that they can contact you first.
web-style-sample-consent = You may ask me afterwards whether it is solved
web-style-sample-photos = Photos
web-style-sample-photos-hint = Six at most. They are made smaller before they are sent, and the place where they were taken is removed.
web-style-submit = Send
web-style-save = Save
web-style-cancel = Cancel
web-style-withdraw = Withdraw
web-style-search = Search
web-style-filter = Filter
web-style-apply = Apply
web-style-step-what = What
web-style-step-where = Where
web-style-step-reach = Reaching you
web-style-step-check = Check
web-style-received = Received
web-style-dispatched = Dispatched
web-style-in-progress = In progress
web-style-suspended = Suspended
web-style-answered = Answered
web-style-closed = Closed
web-style-reopened = Reopened
web-style-withdrawn = Withdrawn
web-style-returned = Returned
web-style-number = Number
web-style-state = State
web-style-due = Due
web-style-title-column = Matter
web-style-body = Body
web-style-days = Days
web-style-next = Next: we ask you whether it is repaired
web-style-message-mine = It was dark again last night, please have another look.
web-style-message-theirs = Hello, somebody comes this afternoon.
web-style-you = You
web-style-rates-caption = The three rates, an example
web-style-response = Response
web-style-resolution = Resolution
web-style-satisfaction = Satisfaction
web-style-empty-title = Nothing here yet
web-style-empty-text = New matters sent to you appear here.
web-style-selected = selected
web-style-select-all = Select all
web-style-select = Select
web-style-dispatch = Dispatch
web-style-export = Export
web-style-keys = Keyboard
web-style-keys-move = Next and previous
web-style-keys-open = Open
web-style-keys-select = Select
web-style-keys-search = Go to search
web-style-keys-help = Show these keys
web-style-keys-switch = Use single-key shortcuts
web-style-close = Close
web-style-mine = Mine
web-style-all = All
web-style-more = Add details
web-style-suggestion = Suggested category: common lighting and access, confidence 86%. Because of the words: entrance light, dark, stairwell.
web-style-internal = Internal note, never shown outside.
web-style-slip-title = Echo slip
web-style-slip-text = Keep this slip. With the echo code you can follow online, by phone and at the community counter.
web-style-due-today = Due today
web-style-overdue = Overdue
web-style-open = Open
web-nav-unread = unread
