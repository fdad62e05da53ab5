# La ricevuta provvisoria quando il fornitore non risponde.
paper-slip-name = Ricevuta provvisoria
paper-slip-for-patient = Per il paziente
paper-slip-for-desk = Per la segreteria
paper-slip-received-at = Ricevuto il
paper-slip-received-by = Ricevuto da
paper-slip-desk = Postazione
paper-slip-for = Per
paper-slip-received = Ricevuto
paper-slip-returned = Rimborsato
paper-slip-not-at-vendor = Ricevuto, non registrato in { $vendor }
paper-slip-no-invoice = Questa non è una fattura né uno scontrino fiscale. Il pagamento sarà registrato in { $vendor } appena risponderà di nuovo.
paper-slip-not-told = Questa non è una fattura né uno scontrino fiscale. Con questa ricevuta il pagamento non viene registrato in { $vendor }.
paper-slip-not-elsewhere = Ricevuto, non registrato altrove
paper-slip-nobody-told = Questa non è una fattura né uno scontrino fiscale. Con questa ricevuta il pagamento non viene registrato in nessun altro programma.
paper-slip-signature-desk = Ricevuto da (firma)
paper-slip-signature-patient = Pagato da (firma)
