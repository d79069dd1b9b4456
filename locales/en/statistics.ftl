# How the district does: the three rates and what belongs to them.
statistics-title = Results
statistics-intro = How many people were contacted, helped and content, and how long it took. Beside each share stand its two numbers. Figures are shown; nobody is ranked.
statistics-period = Month (by due date)
statistics-show = Show
statistics-all = All months
statistics-total = Whole district
statistics-empty = Nothing to count yet
statistics-empty-text = No matter fell due in this time. Choose another month, or look again later.
statistics-by = Grouped by
statistics-by-body = By responsible body
statistics-by-class = By kind of matter
statistics-by-category = By single category
statistics-class = Kind of matter
statistics-by-place = By street and community
statistics-by-month = By month
statistics-order = In the order of the registers of bodies, places and kinds, and of time; never in the order of the figures.
statistics-pending = These months are still being counted: { $months }. Please look again in a few minutes.
statistics-group = Group
statistics-matters = Matters
statistics-response = Contacted
statistics-resolution = Solved
statistics-satisfaction = Content
statistics-coverage = Reached
statistics-closing = Closed
statistics-in-time = In time
statistics-done = 30 days
statistics-median = Half done within (days)
statistics-ninetieth = Nine in ten done within (days)
statistics-with-left-out = with the { $count } left out
statistics-left-out = Matters left out of the rates
statistics-left-out-not-real = Found not to be so
statistics-left-out-beyond-powers = Beyond our powers
statistics-left-out-unreasonable-demand = Plainly unreasonable demand
statistics-left-out-outside-cause = Outside cause
statistics-left-out-wrong-registration = Wrongly taken down
statistics-small = Fewer than { $limit }, not shown
statistics-hidden = Not shown
statistics-no-record = No record
statistics-month = { $month ->
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
statistics-year = { $year }
statistics-span = { $from } to { $to }
statistics-month-ahead = { $month } (still to come)
statistics-composite = About composite scores
statistics-composite-text = Some places weigh the three rates into one score. This only explains how that is reckoned; no body and no person is ranked by it.
statistics-weights-equal = One third each
statistics-weights-thirty = Contacted 30%, solved 35%, content 35%
statistics-words = What these figures mean
statistics-words-period = A month holds the accepted matters that were due in it. Shares have two decimals, halves rounded up; where there is nothing to share stands “No record”.
statistics-words-response = Of the matters whose reporter left a way to be reached: those contacted within the limit.
statistics-words-resolution = Of the matters whose reporter said solved, partly or not solved: those said to be solved.
statistics-words-satisfaction = Of all ratings given: content and fairly content.
statistics-words-coverage = Of the matters due for a call-back: those whose reporter was reached and answered. Whoever was not reached counts in neither solved nor content.
statistics-words-closing = Of the matters due: those closed.
statistics-words-in-time = Of the matters due: those closed in time.
statistics-words-done = Done within 30 days of being raised. Open matters older than that count below the line; younger ones do not count yet.
statistics-words-median = Half of the matters took at most this many days from the day they were raised.
statistics-words-ninetieth = Nine of ten matters took at most this many days.
statistics-words-left-out = A matter is left out only for a stated reason and with the consent of two people, and is printed here. The rates are given with and without such matters.
statistics-words-small = Groups with fewer than { $limit } matters are not shown, so that nobody can be recognised; nor is a second group from which such a one could be worked out. Neither are shares of fewer than { $limit }.
statistics-words-staff = You are signed in and see every group.
statistics-counted-at = The oldest of these figures was counted at { $time }.
statistics-unknown-body = Other bodies
statistics-unknown-place = Place not known
statistics-unknown-community = Community not known
statistics-no-class = No kind given yet
statistics-class-01 = Property and compounds
statistics-class-02 = Houses and building safety
statistics-class-03 = Water, power, gas, heat, telecoms
statistics-class-04 = Roads, traffic and parking
statistics-class-05 = Cleanliness and townscape
statistics-class-06 = Noise and pollution
statistics-class-07 = Public safety and fire
statistics-class-08 = Greenery and public space
statistics-class-09 = Welfare and public services
statistics-class-10 = Disputes and mediation
statistics-class-11 = Markets and merchants
statistics-class-12 = Local services and suggestions
statistics-error-asked = There is no such month or grouping. Write a month as 2026-11 or all, and a grouping as body, class, place or month.
statistics-csv-period = Period
statistics-csv-code = Code
statistics-csv-name = Name
statistics-csv-scope = Scope
statistics-csv-matters = Matters
statistics-csv-part = part
statistics-csv-whole = whole
statistics-csv-percent = percent
statistics-csv-counted = counted in the rates
statistics-csv-everything = everything
