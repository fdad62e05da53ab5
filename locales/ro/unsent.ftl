# Ce s-a făcut aici și nu este încă la furnizor.
unsent-title = Netrimise
unsent-about = Ce s-a făcut la această recepție și nu este încă în MedSoft.
unsent-empty = Totul a fost trimis
unsent-empty-help = Aici apar modificările care așteaptă MedSoft sau decizia dumneavoastră.
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
unsent-state-unknown = Răspunsul s-a pierdut. Se întreabă MedSoft dacă a ajuns, ca să nu se facă de două ori.
unsent-state-blocked = Așteaptă o modificare anterioară a aceluiași lucru.
unsent-state-done = A ajuns în MedSoft.
unsent-state-discarded = S-a renunțat.
unsent-waits = Așteaptă.
unsent-reason-offline = MedSoft nu răspunde.
unsent-reason-key-refused = MedSoft refuză cheia. Înlocuiți-o în Setări.
unsent-reason-key-missing = Cheia lipsește. Introduceți-o în Setări.
unsent-reason-keyring-unavailable = Depozitul de parole al calculatorului este blocat, deci cheia nu poate fi citită.
unsent-reason-wrong-address = MedSoft nu se găsește la această adresă. Verificați-o în Setări.
unsent-reason-vendor-busy = MedSoft cere o pauză.
unsent-reason-vendor-unreadable = Răspunsul MedSoft nu a putut fi citit.
unsent-reason-vendor-too-large = Răspunsul MedSoft a fost prea mare.
unsent-next = Următoarea încercare { $time }.
unsent-refused = MedSoft a refuzat fără să spună de ce.
unsent-refused-saying = MedSoft a refuzat: „{ $message }”
unsent-asks-label_changed = Între timp clinica a schimbat numele acestui statut.
unsent-asks-conflict = Între timp altcineva a modificat același pacient.
unsent-asks-ambiguous = Răspunsul s-a pierdut, iar în MedSoft sunt mai multe care se potrivesc.
unsent-asks-vanished = MedSoft nu mai are ce trebuia schimbat.
unsent-asks-needs_live_line = Se trimite numai cu cineva de față.
unsent-decide = Decide
unsent-send-now = Trimite acum
unsent-send-again = Trimite din nou
unsent-give-up = Renunță
unsent-moved = Între timp s-a schimbat ceva. Lista arată cum este acum.
give-up-title = Renunțare la această modificare
give-up-keep = Păstrează
give-up-set_status = Nu se va trimite, iar lista arată statutul din MedSoft.
give-up-create_patient = Pacientul nu va fi creat, iar ce s-a scris se pierde.
give-up-update_patient = Modificările nu se vor trimite, iar pacientul apare ca în MedSoft.
give-up-gdpr_form = Nu se va face un formular de acord nou.
question-later = Decid mai târziu
question-title-label_changed = Statutul are acum alt nume
question-title-conflict = Modificat aici și în MedSoft
question-title-ambiguous = A ajuns sau nu
question-title-vanished = Nu mai este în MedSoft
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
question-discard-conflict = Păstrează ce este în MedSoft
question-discard-ambiguous = Nu trimite
question-discard-vanished = Renunță
question-discard-needs_live_line = Nu trimite
question-conflict = De când s-a deschis formularul, altcineva a schimbat aceste câmpuri în MedSoft. Celelalte câmpuri nu sunt în discuție.
question-field = Câmp
question-yours = Aici
question-theirs = Acum în MedSoft
question-before = Înainte
question-empty = gol
question-ambiguous = { $count ->
    [one] Legătura a căzut înainte de răspuns. În MedSoft se potrivește o înregistrare. Uitați-vă întâi în MedSoft; o nouă trimitere poate face a doua înregistrare.
    [few] Legătura a căzut înainte de răspuns. În MedSoft se potrivesc { $count } înregistrări. Uitați-vă întâi în MedSoft; o nouă trimitere poate face încă una.
   *[other] Legătura a căzut înainte de răspuns. În MedSoft se potrivesc { $count } de înregistrări. Uitați-vă întâi în MedSoft; o nouă trimitere poate face încă una.
  }
question-vanished = MedSoft nu mai are această înregistrare în listă. Poate a fost ștearsă sau mutată acolo. Întrebați MedSoft despre pacient înainte de a încerca din nou.
question-live = A fost pregătit când legătura era căzută. MedSoft face o înregistrare de îndată ce se trimite.
