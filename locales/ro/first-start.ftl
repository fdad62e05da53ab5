# Prima pornire și conectarea unui cont.
first-language = Limba
first-title = Bine ați venit în Frontdesk
first-intro = Conectați contul MedSoft al clinicii sau exersați într-o clinică inventată.
first-connect = Conectare MedSoft
first-connect-about = Lista de astăzi, pacienții și statutele clinicii. Aveți nevoie de adresa, calea clientului și cheia contului.
first-connect-open = Conectează
first-connect-help = Ce scrieți aici rămâne pe acest calculator. Cheia se păstrează în depozitul de parole al calculatorului.
first-training = Clinica de exersare
first-training-about = O clinică inventată, cu pacienți inventați, unde se poate încerca orice. Nimic nu ajunge la un furnizor și se poate ieși oricând.
first-training-open = Deschide clinica de exersare
first-training-opening = Se deschide clinica de exersare
first-foot = Datele pacienților citite din MedSoft se păstrează criptat pe acest calculator, deci recepția lucrează și când cade legătura.
account-title = Cont
account-name = Nume
account-name-help = Cum se numește contul la recepție, de exemplu MedSoft.
account-address = Adresă
account-address-help = Începe cu https://. Puteți lipi adresa întreagă primită de la MedSoft.
account-path = Calea clientului
account-path-help = Partea din adresă care este a clinicii, de exemplu clinica-exemplu.
account-key = Cheie
account-key-help = Se păstrează în depozitul de parole și nu se mai arată.
account-key-refused = MedSoft refuză această cheie.
account-check = Verifică legătura
account-checking = Se întreabă MedSoft la ce răspunde. Acolo nu se creează și nu se schimbă nimic.
account-save = Salvează
account-save-help = Se poate salva după ce verificarea arată că acest cont poate fi folosit.
account-needed = Ce este necesar
account-needed-address = Adresa interfeței MedSoft (Cont Online), de la cine a pregătit-o pentru clinică.
account-needed-path = Calea clientului: numele clinicii în acea adresă.
account-needed-key = Cheia, emisă de MedSoft pentru clinică.
account-needed-safe = Verificarea doar citește. Pune fiecare întrebare de care recepția are nevoie și arată care primește răspuns.
check-usable = Contul poate fi folosit
check-unusable = Contul nu poate fi folosit
check-summary = { $working } din { $tried } întrebări au primit răspunsul din documentație.
check-fill-all = Prima citire este rapidă: MedSoft dă toți pacienții într-un răspuns.
check-fill-codes = Prima citire întreabă pacient cu pacient și durează câteva ore. Între timp se poate lucra.
check-fill-names = Prima citire întreabă după părți de nume și durează câteva ore. Între timp se poate lucra.
check-fill-pages = Prima citire este rapidă: furnizorul dă toți pacienții, pagină cu pagină.
check-problem-offline = La această adresă nu răspunde nimeni. Verificați adresa și legătura la internet, apoi verificați din nou. Nu s-a schimbat nimic.
check-problem-key-refused = MedSoft răspunde, dar refuză cheia. Lipiți-o din nou, fără spații în jur, sau cereți alta de la MedSoft.
check-problem-wrong-address = La această adresă răspunde ceva, dar nu MedSoft pentru această clinică. Verificați adresa și calea clientului.
check-problem-vendor-refused = MedSoft răspunde, dar refuză întrebarea. Întrebați la MedSoft dacă acest cont este activ.
check-problem-vendor-unreadable = Răspunde ceva, dar nu în forma MedSoft. Verificați adresa și calea clientului.
check-problem-vendor-too-large = Răspunsul este mult mai mare decât cele ale MedSoft, deci nu a fost citit până la capăt. Verificați adresa și calea clientului.
check-problem-vendor-busy = MedSoft cere o pauză. Așteptați un minut, apoi verificați din nou.
check-table = Ce răspuns a primit fiecare întrebare
check-operation = Întrebare
check-answer = Răspuns
check-detail = Detaliu
check-works = merge
check-missing = lipsește
check-refused = refuzat
check-unexpected = neașteptat
check-not_tried = neîncercat
check-detail-rows = { $count ->
    [0] listă goală
    [one] un rând
    [few] { $count } rânduri
   *[other] { $count } de rânduri
  }
check-detail-unreadable = { $count ->
    [one] unul necitibil
    [few] { $count } necitibile
   *[other] { $count } necitibile
  }
check-detail-writes = ar schimba ceva
check-detail-unreachable = nu a răspuns nimeni
check-detail-product = niciun produs de întrebat
check-detail-patient = niciun pacient de întrebat
check-detail-payment = nicio plată de întrebat
check-detail-contract = niciun contract de întrebat
check-detail-nothing = nimic de întrebat
operation-find-patients = Căutare pacienți
operation-create-patient = Creare pacient
operation-update-patient = Modificare pacient
operation-patient-appointments = Programările unui pacient
operation-set-appointment-status = Schimbare statut
operation-appointment-statuses = Numele statutelor
operation-patient-services = Serviciile unui pacient
operation-patient-payments = Plățile unui pacient
operation-payment-details = Detaliile unei plăți
operation-patient-contracts = Contractele unui pacient
operation-product-stock = Stocul unui produs
operation-all-stock = Tot stocul
operation-price-list = Lista de prețuri
operation-add-services = Adăugare servicii
operation-add-payment = Adăugare plată
operation-add-invoice = Adăugare factură
operation-contract-details = Detaliile unui contract
operation-doctors = Medici
operation-gdpr-form = Formular de acord
# Ce nu este în regulă cu un câmp.
field-required = Completați.
field-too-long = Textul este prea lung.
field-not-a-phone = Numai cifre, spații și + ( ) - . /, cel puțin cinci cifre.
field-not-an-email = Aceasta nu este o adresă de e-mail.
field-not-a-national-id = Ultima cifră nu se potrivește cu celelalte. Comparați cu actul de identitate.
field-not-an-address = Aceasta nu este o adresă. Începe cu https:// și numește un server.
field-not-https = Numai o adresă care începe cu https:// păstrează secrete datele pacienților pe drum.
field-repeated = Apare de două ori.
field-not-kept = Acest furnizor nu păstrează așa ceva. Lăsați câmpul gol.
field-other = Nu poate fi acceptat. Verificați dacă este scris corect.
