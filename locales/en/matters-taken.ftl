# Whether suggestions were taken.

matters-taken-nav = Suggestions taken
matters-taken-title = Suggestions taken
matters-taken-intro = The program only suggests; people decide. Here you see how often it was right: how much was suggested and how much was taken.
matters-taken-period = Month (first shown)
matters-taken-none = Nothing was suggested in this month
matters-taken-none-hint = You can choose another month above.
matters-taken-kind = What was suggested
matters-taken-kind-category = Category
matters-taken-kind-body = Body in charge
matters-taken-kind-duplicate = Likely duplicates
matters-taken-matters = Matters with suggestions
matters-taken-shown = Suggestions
matters-taken-decided = Matters decided
matters-taken-taken = One of them taken
matters-taken-open = not decided yet
matters-taken-words = Up to three categories, three bodies and five likely duplicates are suggested for a matter. It counts by matter: as taken when one of them was chosen, as not taken when something else was. A matter that was accepted or dispatched without being merged counts as not taken for its likely duplicates.
