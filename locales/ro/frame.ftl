# Cadrul ferestrei.
app-name = Frontdesk
skip-to-list = Direct la listă
frame-screens = Ecrane
frame-panel = Detalii
nav-today = Astăzi
nav-patients = Pacienți
nav-video = Video
nav-lab = Laborator
nav-contracts = Contracte
nav-unsent = Netrimise
nav-settings = Setări
nav-waiting = { $count ->
    [one] { $count } vă așteaptă
    [few] { $count } vă așteaptă
   *[other] { $count } vă așteaptă
  }
fresh-online = { $name }: a răspuns { $when }
fresh-checked = { $name }: la zi
fresh-untested = { $name }: neverificat
fresh-offline = { $name }: nu răspunde din { $when }
fresh-key-refused = { $name }: cheie refuzată
fresh-key-missing = { $name }: cheia lipsește aici
fresh-all = { $count ->
    [one] o conexiune răspunde
    [few] { $count } conexiuni răspund
   *[other] { $count } de conexiuni răspund
  }
fresh-reading = { $name }: se citește pentru prima dată
fresh-paused = { $name }: citire în pauză
fresh-more = { $count ->
    [one] și încă una
    [few] și încă { $count }
   *[other] și încă { $count }
  }
training-line = Exersare. Clinica și pacienții sunt inventați; nimic nu ajunge la un furnizor.
training-leave = Ieși din exersare
offline-line = { $name } nu răspunde din { $when }.
offline-works = Căutarea, lista de astăzi și statutele merg în continuare aici.
offline-known = Ce s-a citit înainte se poate vedea în continuare.
offline-waiting = { $waiting ->
    [0] Nimic nu așteaptă să fie trimis.
    [one] O modificare așteaptă să fie trimisă.
    [few] { $waiting } modificări așteaptă să fie trimise.
   *[other] { $waiting } de modificări așteaptă să fie trimise.
  }
offline-deciding = { $deciding ->
    [one] O modificare are nevoie de decizia dumneavoastră.
    [few] { $deciding } modificări au nevoie de decizia dumneavoastră.
   *[other] { $deciding } de modificări au nevoie de decizia dumneavoastră.
  }
key-refused-line = { $name } refuză cheia, deci nu se citește și nu se trimite nimic.
key-refused-line-manager = Înlocuiți-o.
key-missing-line = Cheia pentru { $name } lipsește pe acest calculator, deci nu se citește și nu se trimite nimic; ce faceți se păstrează.
key-missing-line-manager = Introduceți-o.
key-line-others = Un manager face asta în Setări.
key-enter = Introduce cheia
key-replace = Înlocuiește cheia
fill-exploring = Se află cum răspunde { $name }
fill-patients = Se citesc pacienții din { $name }: { $known } găsiți
fill-appointments = Se citesc programările din { $name }: { $checked } din { $known } pacienți
fill-paused = Citirea din { $name } este în pauză: { $checked } din { $known } pacienți
fill-left = încă aproximativ { $time }
fill-pause = Pauză
fill-resume = Continuă
help = Taste
problem-title = Datele recepției nu pot fi deschise
problem-number = Pentru asistență: { $correlation }
settled-wanting = { $count ->
    [one] O modificare așteaptă decizia dumneavoastră. O găsiți la Netrimise.
    [few] { $count } modificări așteaptă decizia dumneavoastră. Le găsiți la Netrimise.
   *[other] { $count } de modificări așteaptă decizia dumneavoastră. Le găsiți la Netrimise.
  }
settled-look = Vezi
frame-lines = Starea recepției
