# Crearea și modificarea unui pacient, formularul de acord.
form-new = Pacient nou
form-edit = Modificare pacient
form-born = născut(ă) { $date }
form-where = Unde
form-last_name = Nume
form-first_name = Prenume
form-phone = Telefon
form-phone2 = Al doilea telefon
form-email = E-mail
form-national_id = CNP
form-national-id-help = Treisprezece cifre sau numărul unui act străin.
form-national-id-change = Schimbă
form-sex = Sex
form-sex-none = Nespecificat
form-sex-keep = Cum este
form-sex-female = Feminin
form-sex-male = Masculin
form-preferences = Preferințe
form-status = Statut
form-unread = { $vendor } nu îl arată înapoi. Gol: rămâne cum este.
form-no-birth-date = { $vendor } nu primește data nașterii de aici. Introduceți-o în { $vendor } unde este nevoie.
form-create = Creează
form-create-anyway = Creează oricum
form-kept = Se păstrează cât vă uitați în altă parte.
form-created = { $name }: pacient nou
form-changed = { $name }: modificat
form-change-undone = { $name }: ca înainte
form-record-gone = Datele acestui pacient nu mai sunt aici. Căutați din nou pacientul.
form-alike = { $count ->
    [one] Există deja cineva asemănător
    [few] Există deja { $count } pacienți asemănători
   *[other] Există deja { $count } de pacienți asemănători
  }
form-alike-help = Dacă este aceeași persoană, deschideți pacientul cunoscut. Altfel creați-l pe cel nou.
form-alike-open = Deschide { $name }
form-open = Deschide
likeness-national_id = același CNP
likeness-name_and_phone = același nume și telefon
likeness-phone = același telefon
likeness-name = nume asemănător
consent-last = Ultimul formular
consent-new = Formular nou
consent-none = { $vendor } nu are încă un formular de acord al acestui pacient.
consent-none-saying = { $vendor } nu a dat niciun formular: „{ $message }”
consent-new-title = Formular de acord nou
consent-new-help = { $vendor } păstrează fiecare formular făcut. De aici nu mai poate fi luat înapoi.
consent-make = Fă formularul
consent-waits = { $vendor } nu a răspuns. Formularul a fost pregătit și este la Netrimise, de unde poate fi trimis sau abandonat.
consent-look = Arată netrimisele
consent-made = Făcut { $date }
consent-scan = Pacientul îl citește și îl semnează pe telefon: poate scana codul sau primi linkul.
consent-code = Cod cu linkul formularului de acord
consent-copy = Copiază linkul
consent-not-copied = Nu s-a putut copia. Selectați linkul și copiați-l.
consent-hides = Se închide de la sine după un minut.
