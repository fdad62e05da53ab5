# The invoice.
paper-invoice-name = Invoice
paper-invoice-cancellation = Cancelling invoice
paper-invoice-credit = Credit note
paper-invoice-corrects = For invoice
