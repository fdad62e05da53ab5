# The down-time sheet: the list on paper when nothing else works.
downtime-title = Down-time sheet
downtime-about = The list of today and the next days as a PDF, kept fresh on this computer. It opens also when the line is down or nobody can sign in.
downtime-button = Down-time sheet
downtime-open = Open the sheet
downtime-opening = The down-time sheet is being opened…
downtime-opened = The down-time sheet stands open. { $made }
downtime-opened-old = The down-time sheet stands open. { $made } What happened since is not on it.
downtime-open-elsewhere = It stands open in the computer's own application. Print it there.
downtime-none = No sheet has been made yet. One is made every quarter of an hour once the desk is open.
downtime-made = Made { $when }, { $age } ago.
downtime-made-now = Made just now.
downtime-old-help = It is older than half an hour: what happened since is not on it.
downtime-no-pin = No staff PIN was set, so the sheet opens only for whoever is signed in.
downtime-pin = Staff PIN
downtime-wait = After wrong tries there is a pause until { $time }.
downtime-settings-about = A list for paper of today and the next days, made anew every quarter of an hour while the application runs. It is kept encrypted.
downtime-problem = The last one could not be made, so the one before it is kept
downtime-make = Make it now
downtime-save = Save a copy
downtime-paper-help = A printed or saved copy holds personal data and is not encrypted. Lock paper away, and shred it afterwards.
downtime-days = What it shows
downtime-days-count = { $count ->
    [one] Today
   *[other] { $count } days, from today
  }
downtime-language = Language
downtime-language-of-country = As the letterhead’s country speaks, else as this window
downtime-pin-is-set = is set
downtime-pin-is-not-set = is not set: the sheet opens only for whoever is signed in
downtime-pin-first = PIN
downtime-pin-new = New PIN
downtime-pin-again = The same again
downtime-pin-digits = Six to ten digits.
downtime-pin-simple = This is too easily guessed. Not all the same, and not in a row such as 123456.
downtime-pin-help = Six to ten digits that staff share. It opens the sheet with F8 on the lock screen and when the desk cannot be opened. Each opening is put down in the access log.
downtime-pin-set = Set PIN
downtime-pin-change = Change PIN
downtime-pin-kept = The staff PIN is set. Tell it to those who work at the desk.
autostart-title = In the morning
autostart = Start with the computer
autostart-help = The window stays small and nobody is signed in, but lists and the down-time sheet are of this morning when the first patient comes.
typed-differs = The two are not the same.
file-saved = Saved as { $name }
