# Câte un mesaj pentru fiecare cod de eroare: ce s-a întâmplat, ce este în siguranță, ce este de făcut.
error-invalid-field = Câmpul „{ $field }” nu poate fi acceptat ({ $reason }). Nu s-a salvat nimic. Corectați-l și încercați din nou.
error-not-found = Nu mai este printre datele recepției. Căutați din nou.
error-name-taken = O altă conexiune are deja acest nume. Alegeți alt nume.
error-row-without-id = { $vendor } a trimis această programare fără număr, deci nu poate fi schimbată de aici. Schimbați-o în { $vendor }.
error-offline = { $connection } nu răspunde. Ce ați făcut se păstrează aici. Verificați legătura la internet; se încearcă din nou de la sine.
error-key-refused = Cheia a fost refuzată. Nu s-a schimbat nimic. Verificați cheia cu cine a dat-o clinicii.
error-wrong-address = La această adresă răspunde ceva, dar nu ca { $vendor }. Verificați adresa și celelalte date.
error-vendor-refused = { $said ->
    [0] { $vendor } a refuzat fără să spună de ce. Acolo nu s-a schimbat nimic.
   *[other] { $vendor } a refuzat: „{ $vendor_message }”. Acolo nu s-a schimbat nimic.
  }
error-vendor-forbidden = Contul acesta nu are voie să vadă sau să facă aceasta, deși cheia este bună. Nu s-a schimbat nimic. Întrebați cine se ocupă de cont.
error-vendor-not-found = Ce s-a cerut nu este cunoscut acolo. Comparați numărul, apoi încercați din nou; dacă nici altele nu se găsesc, verificați adresa în Setări.
error-vendor-unreadable = Răspunsul { $vendor } nu a putut fi citit. Ce se vede a rămas neschimbat. Încercați mai târziu.
error-vendor-too-large = Răspunsul a fost mai mare decât se acceptă, deci nu a fost citit. Ce se vede a rămas neschimbat. Căutați ceva mai precis.
error-record-incomplete = { $vendor } modifică o programare numai dacă are dată și culoare, iar una dintre ele lipsește. Completați-le în { $vendor }, apoi trimiteți din nou.
error-record-changed = Altcineva a modificat acest lucru în { $vendor } în același moment. Se verifică încă o dată înainte de a trimite.
error-no-effect = { $vendor } nu a făcut modificarea, deși a fost trimisă de mai multe ori. Verificați în { $vendor }, apoi trimiteți din nou sau renunțați.
error-vendor-busy = { $vendor } cere o pauză. Se așteaptă și se încearcă din nou de la sine.
error-keyring-unavailable = Depozitul de parole al sistemului nu poate fi deschis, deci cheile nu pot fi citite sau păstrate. Deblocați-l, apoi încercați din nou.
error-key-missing = Depozitul de parole nu mai are cheia acestei recepții, deci datele nu pot fi deschise. Intrați pe calculator cu contul cu care a fost făcută instalarea.
error-key-wrong = Cheia din depozitul de parole este a altei recepții, deci datele nu pot fi deschise. Nu s-a schimbat nimic.
error-store-damaged = Fișierul cu date este deteriorat și nu a fost deschis. Nu s-a șters nimic. Cereți asistență înainte de a continua.
error-store-too-new = Fișierul cu date a fost scris de o versiune mai nouă. Actualizați aplicația; nu s-a schimbat nimic.
error-disk-full = Discul este plin, deci nu s-a salvat. Eliberați spațiu, apoi încercați din nou.
error-too-late-to-undo = Acțiunea nu mai poate fi anulată de aici. Nu s-a schimbat nimic.
error-copy-restored = O copie a luat locul datelor acestui birou. Este posibil ca aceasta să fi fost trimisă după ce s-a făcut copia: verificați în { $vendor } înainte de a continua.
error-unsent-work = Mai sunt lucruri netrimise. Trimiteți-le sau renunțați la ele în „Netrimise”, apoi încercați din nou.
error-needs-live-line = Pentru aceasta este nevoie de legătură cu { $vendor }. Nu s-a trimis nimic. Încercați când revine legătura.
error-not-open = Nu este deschisă nicio clinică. Conectați una mai întâi.
error-not-allowed = Acum nu aveți voie să faceți aceasta. Nu s-a schimbat nimic.
error-bad-request = Fereastra a cerut ceva necunoscut. Nu s-a schimbat nimic. Reporniți aplicația.
error-paper-incomplete = Documentul nu poate fi făcut încă: lipsește { $fields }. Completați antetul în Setări sau datele pacientului.
error-template-refused = Șablonul nu poate fi folosit. Rândul { $line }: { $message }. Rămâne în uz șablonul inclus.
error-cannot-open = Fișierul este aici, dar calculatorul nu are un program care să îl deschidă. Întrebați persoana care se ocupă de calculator.
error-internal = Ceva nu a mers în aplicație. Ce s-a salvat este în siguranță. Încercați din nou; dacă se repetă, cereți asistență.
error-sign-in-needed = Acum nu este nimeni autentificat aici. Autentificați-vă, apoi repetați; ce s-a scris se păstrează.
error-wrong-password = Nu este corect. { $left ->
    [0] Urmează o pauză înainte de următoarea încercare.
    [one] Mai este o încercare înainte de o pauză.
    [few] Mai sunt { $left } încercări înainte de o pauză.
   *[other] Mai sunt { $left } de încercări înainte de o pauză.
  }
error-too-many-tries = Prea multe încercări greșite. Așteptați { $seconds } secunde, apoi încercați din nou. Între timp se pot autentifica alții.
error-password-needed = Aici PIN-ul nu este de ajuns. Autentificați-vă cu parola.
error-last-manager = Este singurul administrator care se poate autentifica. Numiți mai întâi alt administrator.
error-wrong-code = Codul nu este al acestei recepții sau conține o greșeală. Comparați-l literă cu literă. Nu s-a schimbat nimic.
error-key-sealed = Datele acestei recepții se deschid numai cu codul de recuperare. Scrieți-l pentru a continua.
error-file-unreadable = Fișierul nu este cel așteptat, este deteriorat sau are altă parolă. Nu s-a schimbat nimic.
error-file-too-new = Fișierul a fost salvat de o versiune mai nouă. Actualizați aplicația; nu s-a schimbat nimic.
error-file-ahead = Fișierul spune că a fost făcut în viitor. Potriviți ceasul aici sau la recepția care l-a salvat și salvați-l din nou; nu s-a schimbat nimic.
