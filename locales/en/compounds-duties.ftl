## Staff are told what falls due at their compounds
compounds-duties-nav = Due at compounds
compounds-duties-title = Due at compounds
compounds-duties-intro = What falls due at the compounds of your post is told here once when it comes near and once when it is late. The page behind each notice shows what is still open, and earlier ones too.
compounds-duties-none = Nothing is due
compounds-duties-none-text = As soon as something falls due at a compound of yours, you are told here.
compounds-duties-new = New
compounds-duties-read-all = Mark all as read
compounds-duties-read-one = Mark as read
done-compounds-duties-read = Marked as read.

# In `$of` stands what it is about, where one duty is told from the next by it; `$day` is its last day.
compounds-duties-audit-due = The common income is to be audited by { $day }.
compounds-duties-audit-overdue = The common income was to be audited by { $day }; no audit is on record.
compounds-duties-publication-due = The money of { $of } is to be told to the owners by { $day }.
compounds-duties-publication-overdue = The money of { $of } was to be told to the owners by { $day } and is not.
compounds-duties-owners-meeting-due = The owners are to meet and vote by { $day }.
compounds-duties-owners-meeting-overdue = The owners were to meet and vote by { $day } and have not.
compounds-duties-term-due = The committee’s term ends with { $day }: prepare the election.
compounds-duties-term-overdue = The committee’s term ended with { $day } and no new one is in the register.
compounds-duties-table-due = The table of the three sides is to meet by { $day } for { $of }.
compounds-duties-table-overdue = The table of the three sides did not meet in { $of }.
