# La fattura.
paper-invoice-name = Fattura
paper-invoice-cancellation = Fattura di storno
paper-invoice-credit = Nota di credito
paper-invoice-corrects = Relativa alla fattura
