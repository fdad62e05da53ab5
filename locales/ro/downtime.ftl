# Lista de rezervă: programările pe hârtie când nimic altceva nu merge.
downtime-title = Lista de rezervă
downtime-about = Programările de astăzi și din zilele următoare ca PDF, păstrate la zi pe acest calculator. Se deschide și când linia este căzută sau nimeni nu se poate autentifica.
downtime-button = Lista de rezervă
downtime-open = Deschide lista
downtime-opening = Se deschide lista de rezervă…
downtime-opened = Lista de rezervă este deschisă. { $made }
downtime-opened-old = Lista de rezervă este deschisă. { $made } Ce s-a întâmplat de atunci nu apare pe ea.
downtime-open-elsewhere = Este deschisă în aplicația calculatorului. Tipăriți-o de acolo.
downtime-none = Încă nu s-a făcut nicio listă. Se face una la fiecare sfert de oră, după ce recepția este deschisă.
downtime-made = Făcută { $when }, acum { $age }.
downtime-made-now = Făcută chiar acum.
downtime-old-help = Este mai veche de o jumătate de oră: ce s-a întâmplat de atunci nu apare pe ea.
downtime-no-pin = Nu s-a stabilit un PIN al personalului, deci lista se deschide numai pentru cine este autentificat.
downtime-pin = PIN-ul personalului
downtime-wait = După încercări greșite urmează o pauză până la { $time }.
downtime-settings-about = O listă pentru tipărit, cu ziua de astăzi și zilele următoare, refăcută la fiecare sfert de oră cât timp aplicația rulează. Se păstrează criptată.
downtime-problem = Ultima nu a putut fi făcută, deci se păstrează cea dinainte
downtime-make = Fă-o acum
downtime-save = Salvează o copie
downtime-paper-help = O copie tipărită sau salvată conține date personale și nu este criptată. Țineți hârtia încuiată și distrugeți-o după folosire.
downtime-days = Ce arată
downtime-days-count = { $count ->
    [one] Ziua de astăzi
    [few] { $count } zile, începând de astăzi
   *[other] { $count } de zile, începând de astăzi
  }
downtime-language = Limba
downtime-language-of-country = Cea a țării din antet, altfel cea a ferestrei
downtime-pin-is-set = este stabilit
downtime-pin-is-not-set = nu este stabilit: lista se deschide numai pentru cine este autentificat
downtime-pin-first = PIN
downtime-pin-new = PIN nou
downtime-pin-again = Încă o dată
downtime-pin-digits = Între șase și zece cifre.
downtime-pin-simple = Se ghicește prea ușor. Nu toate la fel și nu la rând, ca 123456.
downtime-pin-help = Între șase și zece cifre, aceleași pentru tot personalul. Deschide lista cu F8 pe ecranul blocat și când recepția nu poate fi deschisă. Fiecare deschidere se notează în jurnalul de acces.
downtime-pin-set = Stabilește PIN-ul
downtime-pin-change = Schimbă PIN-ul
downtime-pin-kept = PIN-ul personalului este stabilit. Spuneți-l celor care lucrează la recepție.
autostart-title = Dimineața
autostart = Pornește odată cu calculatorul
autostart-help = Fereastra rămâne mică și nimeni nu este autentificat, dar listele și lista de rezervă sunt de azi-dimineață când vine primul pacient.
typed-differs = Cele două nu sunt la fel.
file-saved = Salvat ca { $name }
