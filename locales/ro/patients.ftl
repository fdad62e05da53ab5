# Ecranul Pacienți și pagina pacientului.
patients-title = Pacienți
patients-start = Căutați un pacient
patients-start-help = Scrieți sus o parte din nume, data nașterii, telefonul sau CNP-ul. Diacriticele și ordinea nu contează.
patients-recent = De astăzi și deschiși recent
patients-found = { $count ->
    [one] Un pacient găsit
    [few] { $count } pacienți găsiți
   *[other] { $count } de pacienți găsiți
  }
patients-found-more = Primii { $count } pacienți
patients-among = din { $searched } cunoscuți aici
patients-new = Pacient nou
patient-age = { $years ->
    [one] un an
    [few] { $years } ani
   *[other] { $years } de ani
  }
patient-code = { $connection } { $code }
patient-not-sent = netrimis încă la { $connection }
patient-gone = { $connection } nu mai cunoaște acest pacient. Se vede ce se știa ultima dată.
patient-pending = Modificări ale acestui pacient așteaptă să fie trimise.
patient-edit = Modifică
patient-edit-in = { $name }, cod { $code }
patient-refresh = Întreabă { $vendor }
patient-refreshing = Se întreabă { $vendor }
patient-phone = Telefon
patient-email = E-mail
patient-national-id = CNP
fiscal-code = Codice fiscale
patient-national-id-show = Arată CNP-ul
patient-national-id-hide = Ascunde CNP-ul
patient-not-known = necunoscut
patient-next-visit = Următoarea vizită
patient-tab-appointments = Programări
patient-tab-services = Servicii
patient-tab-payments = Plăți
patient-tab-contracts = Contracte
patient-lists = Ce se știe despre pacient
patient-upcoming = Astăzi și mai târziu
patient-past = Anterioare
patient-none-appointments = Nicio programare cunoscută
patient-none-services = Niciun serviciu cunoscut
patient-none-payments = Nicio plată cunoscută
patient-none-contracts = Niciun contract cunoscut
patient-live-appointments = Nicio programare
patient-live-services = Niciun serviciu
patient-live-payments = Nicio plată
patient-live-contracts = Niciun contract
patient-none-help = { $vendor } nu a fost întrebat încă.
patient-none-asking = { $vendor } este întrebat…
patient-none-help-old = { $vendor } a fost întrebat { $when }.
patient-foreign = Sub codul altui pacient
patient-foreign-help = { $vendor } a trimis aceste rânduri în lista pacientului, dar sub codul altui pacient. Aici nu se numără.
patient-open-appointment = Deschide această programare
patient-refund = restituire
patient-from = din { $date }
patient-until = până la { $date }
patient-list-as-of = La { $when }
patient-video = Consultație video
patient-lab = Cerere de laborator
patient-phones = Telefoane
patient-documents = Documente
patient-none-documents = Niciun document cunoscut
patient-live-documents = Niciun document
document-open = Deschide acest document
document-opening = se deschide…
document-opened = deschis
document-offline = { $vendor } nu răspunde, deci documentul nu poate fi adus acum. Lista este cea citită ultima dată. Încercați din nou când revine legătura.
consent-title = Formular de acord
patient-more = Mai multe
command-erase-patient = Șterge pacientul deschis de la această recepție
erase-open = Șterge de la această recepție…
erase-title = Ștergerea pacientului { $name } de la această recepție
erase-goes = Tot ce știe această recepție despre pacient se șterge și nimic de aici nu îl mai aduce înapoi: date, programări, documente, consultații video, cereri de laborator, ce s-a trimis despre el și copiile bazei de date în care apare. Cine a rămas aici de la o conexiune eliminată, cu același nume și aceeași dată a nașterii, este socotit același pacient și se șterge și el.
erase-stays = Ce rămâne:
erase-stays-vendor = { $vendor } păstrează pacientul; acolo nu se schimbă nimic. Pacientul revine aici când îl caută cineva acolo.
erase-stays-desks = Celelalte recepții ale clinicii, o recepție pusă deoparte și fișierele tipărite sau salvate păstrează ce au.
erase-stays-money = Banii încasați rămân ca sumă fără nume, ca turele închise să se potrivească în continuare.
erase-stays-log = Jurnalul de acces păstrează că s-a făcut ceva, când și de către cine, fără conținut, și că ați șters pacientul și de ce.
erase-why = Motivul
erase-why-help = Se păstrează în jurnalul de acces. Nu scrieți aici numele pacientului.
erase-do = Șterge pacientul
erase-done = Pacientul a fost șters de la această recepție.
erase-unsent = { $count ->
    [one] Un lucru despre acest pacient nu a ajuns încă la { $vendor }. Nu s-a șters nimic. Trimiteți-l sau renunțați la el mai întâi.
    [few] { $count } lucruri despre acest pacient nu au ajuns încă la { $vendor }. Nu s-a șters nimic. Trimiteți-le sau renunțați la ele mai întâi.
   *[other] { $count } de lucruri despre acest pacient nu au ajuns încă la { $vendor }. Nu s-a șters nimic. Trimiteți-le sau renunțați la ele mai întâi.
  }
erase-see-unsent = Arată netrimisele
patient-never-sent = Nu a fost trimis niciodată la { $vendor }
patient-given-up = { $who } a renunțat, { $when }.
patient-given-up-desk = recepția
patient-again = Pacient nou cu aceste date
