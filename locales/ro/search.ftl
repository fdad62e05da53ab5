# Căutare și comenzi.
search-label = Căutați un pacient, un ecran sau o acțiune
search-results = Rezultate
search-clear = Șterge
search-patients = Pacienți
search-commands = Acțiuni
search-today = astăzi
search-visit = { $when }, { $details }
search-visit-cancelled = anulată
search-visit-missed = neprezentat
search-visit-none = Nicio programare
search-visit-unknown = Nicio programare cunoscută, întrebați { $vendor }
search-gone = nu mai este în { $vendor }
search-pending = netrimis încă
search-vendor = Caută „{ $text }” în { $vendor }
search-vendor-asking = Se întreabă { $vendor }
search-vendor-answered = { $count ->
    [0] { $vendor } nu cunoaște pe nimeni.
    [one] { $vendor } a răspuns cu un pacient.
    [few] { $vendor } a răspuns cu { $count } pacienți.
   *[other] { $vendor } a răspuns cu { $count } de pacienți.
  }
search-vendor-unanswered = Fără răspuns de la { $names }. Mai jos este ce se știe aici.
search-misspelling = Nimeni nu este scris exact așa. Nume apropiate:
search-nothing = Nimeni găsit printre { $searched } pacienți de aici
search-nothing-help = Pacientul poate fi nou sau cunoscut în { $vendor }, dar încă nu și aici.
search-more = Se potrivesc mai mulți pacienți. Adăugați data nașterii sau o parte din telefon.
search-all = Arată rezultatele pe ecranul Pacienți
search-count = { $count ->
    [0] Niciun rezultat
    [one] Un rezultat
    [few] { $count } rezultate
   *[other] { $count } de rezultate
  }
command-new-patient = Pacient nou
command-today = Mergi la Astăzi
command-patients = Mergi la Pacienți
command-new-video = Consultație video nouă
command-video = Deschide Video
command-lab = Deschide Laborator
command-contracts = Deschide Contracte
command-unsent = Mergi la Netrimise
command-settings = Mergi la Setări
command-theme-light = Culori deschise
command-theme-dark = Culori închise
command-theme-contrast = Contrast ridicat
command-theme-system = Culori ca ale calculatorului
command-compact = Rânduri mai joase
command-roomy = Rânduri mai înalte
command-purpose-show = Arată mereu scopul vizitelor
command-purpose-hide = Ascunde scopul vizitelor
command-refresh = Întreabă acum { $vendor } despre ziua de astăzi
command-help = Toate tastele
