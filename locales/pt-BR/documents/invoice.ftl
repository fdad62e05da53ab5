# A fatura.
paper-invoice-name = Fatura
paper-invoice-cancellation = Fatura de estorno
paper-invoice-credit = Nota de crédito
paper-invoice-corrects = Referente à fatura
