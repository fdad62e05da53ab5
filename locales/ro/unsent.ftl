# Ce s-a făcut aici și nu este încă la furnizor.
unsent-title = Netrimise
unsent-about = Ce s-a făcut la această recepție și nu este încă în { $vendor }.
unsent-empty = Totul a fost trimis
unsent-empty-help = Aici apar modificările care așteaptă { $vendor } sau decizia dumneavoastră.
unsent-wanting = Așteaptă decizia dumneavoastră
unsent-going = În curs
unsent-set = Pune „{ $status }”
unsent-clear = Scoate „{ $status }”
unsent-create = Pacient nou
unsent-update = Pacient modificat
unsent-consent = Formular de acord nou
unsent-book-video = Programare consultație video
unsent-remove-video = Anulare consultație video
unsent-send-lab = Trimitere cerere de laborator { $subject }
unsent-lab = Trimitere cerere de laborator
unsent-upload = Încărcare rezultat { $subject }
unsent-report = Încărcare rezultat
unsent-tag-asks = întrebare
unsent-tag-refused = refuzat
unsent-since = { $connection } · făcut { $when }
unsent-attempts = { $count ->
    [one] trimis o dată
    [few] trimis de { $count } ori
   *[other] trimis de { $count } de ori
  }
unsent-state-held = Se păstrează aici o clipă, ca să poată fi anulat.
unsent-state-queued = Se trimite imediat.
unsent-state-sending = Se trimite.
unsent-state-unknown = Răspunsul s-a pierdut. Se întreabă { $vendor } dacă a ajuns, ca să nu se facă de două ori.
unsent-state-blocked = Așteaptă o modificare anterioară a aceluiași lucru.
unsent-state-done = A ajuns în { $vendor }.
unsent-state-discarded = S-a renunțat.
unsent-waits = Așteaptă.
unsent-reason-offline = { $vendor } nu răspunde.
unsent-reason-key-refused = { $vendor } refuză cheia. Înlocuiți-o în Setări.
unsent-reason-key-missing = Cheia lipsește. Introduceți-o în Setări.
unsent-reason-keyring-unavailable = Depozitul de parole al calculatorului este blocat, deci cheia nu poate fi citită.
unsent-reason-wrong-address = { $vendor } nu se găsește la această adresă. Verificați-o în Setări.
unsent-reason-vendor-busy = { $vendor } cere o pauză.
unsent-reason-vendor-unreadable = Răspunsul { $vendor } nu a putut fi citit.
unsent-reason-vendor-too-large = Răspunsul { $vendor } a fost prea mare.
unsent-next = Următoarea încercare { $time }.
unsent-refused = { $vendor } a refuzat fără să spună de ce.
unsent-refused-saying = { $vendor } a refuzat: „{ $message }”
unsent-asks-label_changed = Între timp clinica a schimbat numele acestui statut.
unsent-asks-conflict = Între timp altcineva a modificat același lucru.
unsent-asks-ambiguous = Răspunsul s-a pierdut, iar în { $vendor } sunt mai multe care se potrivesc.
unsent-asks-vanished = { $vendor } nu mai are ce trebuia schimbat.
unsent-asks-needs_live_line = Se trimite numai cu cineva de față.
unsent-decide = Decide
unsent-send-now = Trimite acum
unsent-send-again = Trimite din nou
unsent-give-up = Renunță
unsent-moved = Între timp s-a schimbat ceva. Lista arată cum este acum.
give-up-title = Renunțare la această modificare
give-up-keep = Păstrează
give-up-set_status = Nu se va trimite, iar lista arată statutul din { $vendor }.
give-up-create_patient = Pacientul nu va fi creat, iar ce s-a scris se pierde.
give-up-update_patient = Modificările nu se vor trimite, iar pacientul apare ca în { $vendor }.
give-up-gdpr_form = Nu se va face un formular de acord nou.
question-later = Decid mai târziu
question-title-label_changed = Statutul are acum alt nume
question-title-conflict = Modificat aici și în { $vendor }
question-title-ambiguous = A ajuns sau nu
question-title-vanished = Nu mai este în { $vendor }
question-title-needs_live_line = Trimitere acum
question-label = Clinica a redenumit acest statut după ce a fost pus aici. Trimiteți cu numele nou numai dacă înseamnă același lucru.
question-label-was = Când a fost pus
question-label-now = Acum
question-send-label = Trimite ca „{ $now }”
question-send-conflict = Trimite ce este aici
question-send-ambiguous = Trimite din nou
question-send-vanished = Încearcă din nou
question-send-needs_live_line = Trimite acum
question-discard-label_changed = Nu trimite
question-discard-conflict = Păstrează ce este în { $vendor }
question-discard-ambiguous = Nu trimite
question-discard-vanished = Renunță
question-discard-needs_live_line = Nu trimite
question-conflict = Între timp altcineva a schimbat aceste date în { $vendor }. Restul nu este în discuție.
question-field = Câmp
question-yours = Aici
question-theirs = Acum în { $vendor }
question-before = Înainte
question-empty = gol
question-ambiguous = { $count ->
    [one] Legătura a căzut înainte de răspuns. În { $vendor } se potrivește o înregistrare. Uitați-vă întâi în { $vendor }; o nouă trimitere poate face a doua înregistrare.
    [few] Legătura a căzut înainte de răspuns. În { $vendor } se potrivesc { $count } înregistrări. Uitați-vă întâi în { $vendor }; o nouă trimitere poate face încă una.
   *[other] Legătura a căzut înainte de răspuns. În { $vendor } se potrivesc { $count } de înregistrări. Uitați-vă întâi în { $vendor }; o nouă trimitere poate face încă una.
  }
question-vanished = { $vendor } nu mai are această înregistrare în listă. Poate a fost ștearsă sau mutată acolo. Întrebați { $vendor } despre pacient înainte de a încerca din nou.
question-live = A fost pregătit când legătura era căzută. { $vendor } face o înregistrare de îndată ce se trimite.
unsent-asks-look_there = Răspunsul s-a pierdut. Laboratorul nu răspunde la întrebări, deci numai un om se poate uita.
question-title-look_there = A ajuns?
question-look = Linia s-a întrerupt înainte de un răspuns, iar sistemul laboratorului nu poate fi întrebat de aici. Uitați-vă acolo sau sunați: cererea este acolo așa cum scrie mai sus? Dacă este și o trimiteți din nou, poate apărea a doua.
question-happened-look_there = Este acolo
question-send-look_there = Nu este acolo, trimite din nou
question-discard-look_there = Renunță
give-up-send_lab = Nu se va trimite. Laboratorului nu i se spune nimic.
give-up-upload_report = Nu se va încărca, iar fișierul păstrat pentru asta se șterge de pe acest calculator.
unsent-by = { $connection } · { $author }, { $when }
unsent-tag-unknown = răspuns pierdut
unsent-first = Așteaptă: { $what }, { $who }.
unsent-show-first = Arată
unsent-out-edit-send = Corectați, trimiteți din nou așa cum este sau renunțați.
unsent-out-edit = Corectați sau renunțați.
unsent-out-send = Trimiteți din nou după ce motivul dispare sau renunțați.
unsent-out-discard = Nu se mai poate trimite. Faceți acest lucru direct în { $vendor }, apoi renunțați aici.
unsent-edit = Modifică
unsent-edit-title = Modificare înainte de trimitere
unsent-edit-save = Salvează și trimite
unsent-edited = { $what }, { $who }: modificat și trimis din nou.
unsent-export = Salvează ca tabel
give-up-why = De ce
give-up-why-there = S-a făcut direct în { $vendor }
give-up-why-mistake = A fost o greșeală
give-up-why-not-needed = Nu mai este nevoie
give-up-why-other = Alt motiv
give-up-words = În câteva cuvinte
give-up-choose = Alegeți de ce.
give-up-kept = În { $vendor } nu se schimbă nimic. Cine a renunțat și de ce rămâne în istoric.
question-yours-of = Al dumneavoastră ({ $author })
question-changed-yours = schimbat aici
question-changed-theirs = schimbat acolo
question-conflict-kept = Orice alegeți, ambele rămân în istoric.
nav-on-way = { $count ->
    [one] una în curs
    [few] { $count } în curs
   *[other] { $count } în curs
  }
nav-oldest = cea mai veche { $when }
command-sheet = Deschide lista de rezervă
command-access-log = Mergi la jurnalul de acces
