# Ce a găsit verificarea conexiunii.
check-usable = Contul poate fi folosit
check-unusable = Contul nu poate fi folosit
check-summary = { $working } din { $tried } întrebări au primit răspunsul din documentație.
check-fill-all = Prima citire este rapidă: { $vendor } dă toți pacienții într-un răspuns.
check-fill-codes = Prima citire întreabă pacient cu pacient și durează câteva ore. Între timp se poate lucra.
check-fill-names = Prima citire întreabă după părți de nume și durează câteva ore. Între timp se poate lucra.
check-fill-pages = Prima citire este rapidă: { $vendor } dă toți pacienții, pagină cu pagină.
check-problem-offline = La această adresă nu răspunde nimeni. Verificați adresa și legătura la internet, apoi verificați din nou. Nu s-a schimbat nimic.
check-problem-key-refused = { $vendor } răspunde, dar refuză cheia. Lipiți-o din nou, fără spații în jur, sau cereți alta de la { $vendor }.
check-problem-key-wanted = Cheia lipsește pe acest calculator, deci { $vendor } nu a fost întrebat. Introduceți-o.
check-problem-wrong-address = La această adresă răspunde ceva, dar nu { $vendor } pentru această clinică. Verificați adresa și celelalte date.
check-problem-vendor-refused = { $vendor } răspunde, dar refuză întrebarea. Întrebați la { $vendor } dacă acest cont este activ.
check-problem-vendor-unreadable = Răspunde ceva, dar nu în forma { $vendor }. Verificați adresa și celelalte date.
check-problem-vendor-too-large = Răspunsul este mult mai mare decât cele ale { $vendor }, deci nu a fost citit până la capăt. Verificați adresa și celelalte date.
check-problem-vendor-busy = { $vendor } cere o pauză. Așteptați un minut, apoi verificați din nou.
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
check-untested = Neverificat
check-untested-help = { $vendor } nu are nicio întrebare care să nu schimbe nimic, deci nu s-a întrebat nimic. Dacă adresa și cheia sunt bune se vede la prima cerere sau la primul rezultat.
check-detail-appointment = nicio programare de întrebat
check-detail-care-plan = niciun plan de tratament de întrebat
check-detail-care-plan-entry = nicio poziție de plan de tratament de întrebat
check-detail-bill = nicio factură de întrebat
check-detail-document = niciun document de întrebat
check-detail-phone = niciun număr de telefon de întrebat
check-detail-token = nu s-a primit niciun token
check-detail-call = nicio consultație de întrebat
check-detail-past-call = nicio consultație dinainte de astăzi de întrebat
check-detail-request = nicio cerere de contract de întrebat
check-detail-request-list = lista cererilor de contract nu a răspuns, deci nu este niciuna de întrebat
check-detail-clock-agrees = ceasul său merge la fel cu acesta
check-detail-clock-unread = ceasul său nu poate fi citit
check-detail-clock-ahead = { $minutes ->
    [one] ceasul său este cu un minut înaintea acestuia
    [few] ceasul său este cu { $minutes } minute înaintea acestuia
   *[other] ceasul său este cu { $minutes } de minute înaintea acestuia
  }
check-detail-clock-behind = { $minutes ->
    [one] ceasul său este cu un minut în urma acestuia
    [few] ceasul său este cu { $minutes } minute în urma acestuia
   *[other] ceasul său este cu { $minutes } de minute în urma acestuia
  }
# Ce fac operațiile furnizorilor.
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
operation-accounts = Conturi de bani
operation-booking-reasons = Motivele programării
operation-appointments = Programări
operation-create-appointment = Creare programare
operation-appointment = O programare
operation-update-appointment = Modificare programare
operation-appointment-care-plan-entries = Tratamentele unei programări
operation-bill = O factură
operation-bills = Facturi
operation-bill-liabilities = Sumele de plată ale unei facturi
operation-delete-bill-liability = Ștergere sumă de plată
operation-care-plan = Un plan de tratament
operation-care-plan-signature-status = Semnătura unui plan de tratament
operation-chairs = Scaune
operation-colors = Culori
operation-context = Cabinetul și arhiva cheii
operation-custom-fields = Câmpuri proprii
operation-create-custom-field = Creare câmp propriu
operation-documents = Documentele unui pacient
operation-create-document = Adăugare document
operation-document = Un document
operation-download-document = Conținutul unui document
operation-free-slots = Ore libere
operation-operators = Medici și asistenți
operation-patients = Pacienți
operation-patient = Un pacient
operation-delete-patient = Ștergere pacient
operation-payment-types = Modalități de plată
operation-practice = Cabinetul
operation-specialties = Specialități
operation-transactions = Plăți
operation-create-transaction = Adăugare plată în AlfaDocs
operation-care-plan-entry = Un tratament din plan
operation-phone-numbers = Telefoanele unui pacient
operation-create-phone-number = Adăugare telefon
operation-phone-number = Un telefon
operation-update-phone-number = Modificare telefon
operation-verify = Token pentru o întrebare
operation-create-call = Programare consultație video
operation-calls = Consultații video
operation-call = O consultație video
operation-remove-call = Anulare consultație video
operation-export-call = Raportul unei consultații video
operation-server-time = Data și ora
operation-send-attendance = Trimitere cerere
operation-upload-report = Încărcare rezultat
operation-contract-request = O cerere de contract
operation-contract-requests = Cereri de contract
operation-contract-document = Un document al unei cereri de contract
