# La ricevuta.
paper-receipt-name = Ricevuta
paper-receipt-returned-name = Ricevuta di rimborso
paper-receipt-for-invoice = Per la fattura
paper-receipt-received = Ricevuto da { $name }: { $amount }
paper-receipt-returned = Rimborsato a { $name }: { $amount }
