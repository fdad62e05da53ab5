# Search and commands.
search-label = Find a patient, a screen or an action
search-results = Results
search-clear = Clear
search-patients = Patients
search-commands = Actions
search-today = today
search-visit = { $when }, { $details }
search-visit-cancelled = cancelled
search-visit-missed = missed
search-visit-none = No appointment
search-visit-unknown = No appointment known, ask { $vendor }
search-gone = no longer in { $vendor }
search-pending = not sent yet
search-vendor = Look at { $vendor } for “{ $text }”
search-vendor-asking = { $vendor } is being asked
search-vendor-answered = { $count ->
    [0] { $vendor } knows nobody for this.
    [one] { $vendor } answered with { $count } patient.
   *[other] { $vendor } answered with { $count } patients.
  }
search-vendor-unanswered = No answer from { $names }. Below is what the desk knows.
search-misspelling = Nobody is written exactly so. These names are close:
search-nothing = Nobody found among { $searched } patients on this desk
search-nothing-help = The patient may be new, or known to { $vendor } and not yet here.
search-more = More patients match. Type a birth date or part of the phone number.
search-all = Show the results on the Patients screen
search-count = { $count ->
    [0] No results
    [one] { $count } result
   *[other] { $count } results
  }
command-new-patient = New patient
command-today = Go to Today
command-patients = Go to Patients
command-new-video = New video visit
command-video = Go to Video
command-lab = Go to Lab
command-contracts = Go to Contracts
command-unsent = Go to Unsent
command-settings = Go to Settings
command-theme-light = Light colours
command-theme-dark = Dark colours
command-theme-contrast = High contrast
command-theme-system = Colours as the computer says
command-compact = Lower rows
command-roomy = Taller rows
command-purpose-show = Always show what visits are for
command-purpose-hide = Hide what visits are for
command-refresh = Ask { $vendor } about today now
command-help = All keys
