# The frame of the window.
app-name = Frontdesk
skip-to-list = Skip to the list
frame-screens = Screens
frame-panel = Details
nav-today = Today
nav-patients = Patients
nav-video = Video
nav-lab = Lab
nav-contracts = Contracts
nav-unsent = Unsent
nav-settings = Settings
nav-waiting = { $count ->
    [one] { $count } needs you
   *[other] { $count } need you
  }
fresh-online = { $name }: answered { $when }
fresh-checked = { $name }: up to date
fresh-untested = { $name }: untested
fresh-offline = { $name }: no answer since { $when }
fresh-key-refused = { $name }: key refused
fresh-key-missing = { $name }: key missing here
fresh-all = { $count ->
    [one] { $count } connection answers
   *[other] { $count } connections answer
  }
fresh-reading = { $name }: being read for the first time
fresh-paused = { $name }: reading paused
fresh-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
  }
training-line = Training. The clinic and its patients are invented; nothing reaches a vendor.
training-leave = Leave training
offline-line = { $name } has not answered since { $when }.
offline-works = Search, today's list and statuses go on working here.
offline-known = What was read before can still be looked at.
offline-waiting = { $waiting ->
    [0] Nothing waits to be sent.
    [one] { $waiting } change waits to be sent.
   *[other] { $waiting } changes wait to be sent.
  }
offline-deciding = { $deciding ->
    [one] { $deciding } change needs your decision.
   *[other] { $deciding } changes need your decision.
  }
key-refused-line = { $name } refuses the key, so nothing is read or sent.
key-refused-line-manager = Replace it.
key-missing-line = The key of { $name } is missing on this computer, so nothing is read or sent; what you do is kept.
key-missing-line-manager = Enter it.
key-line-others = A manager does this in Settings.
key-enter = Enter key
key-replace = Replace key
fill-exploring = Finding out how { $name } answers
fill-patients = Reading patients from { $name }: { $known } found
fill-appointments = Reading appointments from { $name }: { $checked } of { $known } patients
fill-paused = Reading from { $name } is paused: { $checked } of { $known } patients
fill-left = about { $time } left
fill-pause = Pause
fill-resume = Go on
help = Keys
problem-title = The desk cannot be opened
problem-number = For support: { $correlation }
settled-wanting = { $count ->
    [one] A change needs your decision. It stands under Unsent.
   *[other] { $count } changes need your decision. They stand under Unsent.
  }
settled-look = Look
frame-lines = State of the desk
