# Both sides of the whistles.

matters-whistles-nav = Whistles
matters-whistles-title = Whistles
matters-whistles-intro = Both sides are looked at: whether the called bodies came and what came of it, and whether the street called for good reason. For supervisors only: nothing is published or ranked, and the order is that of the register. Only matters within your reach are counted.
matters-whistles-period = Month (by the time to answer)
matters-whistles-show = Show
matters-whistles-month = { $month ->
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
matters-whistles-cut = There were too many whistles in this month; only the latest 5,000 are counted.
matters-whistles-none = No whistles in this month
matters-whistles-none-hint = You can choose another month above.
matters-whistles-bodies = Bodies that were called
matters-whistles-bodies-hint = Came in time: answers in time that they come, of the calls whose time has come; whoever names a substitute has come once the substitute has. Result accepted: results accepted, of those that were judged.
matters-whistles-body = Body
matters-whistles-turned-up = Came in time
matters-whistles-accepted = Result accepted
matters-whistles-streets = Streets that called
matters-whistles-streets-hint = Fitting: calls that the called body found fitting, of those on which it gave an opinion.
matters-whistles-street = Street
matters-whistles-called = Whistles
matters-whistles-fitting = Fitting
matters-whistles-no-street = Street not known
matters-whistles-nothing-yet = none yet
